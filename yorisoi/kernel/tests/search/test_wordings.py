"""However it is written, it is found: recall and precision over our own set, and over one of another day."""

import sys
from collections.abc import Sequence
from uuid import uuid4

import pytest

from yorisoi.kernel.tests.search import unseen, wordings
from yorisoi.kernel.tests.search.scoring import score
from yorisoi.kernel.tests.search.wordings import Matter

COUNT = 3_000
SETS = {"known": (wordings.MATTERS, wordings.LOOKALIKES), "unseen": (unseen.MATTERS, unseen.LOOKALIKES)}


@pytest.mark.django_db
@pytest.mark.parametrize("name", SETS)
def test_however_it_is_written_it_is_found(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    matters: Sequence[Matter] = SETS[name][0]

    scored = score(uuid4(), matters, SETS[name][1], COUNT)

    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {scored}\n")
    assert scored.queries >= 70
    assert scored.recall >= 0.94
    assert scored.precision >= 0.94
