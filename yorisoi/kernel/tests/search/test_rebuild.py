"""Making the index anew brings it to what is true now and touches nothing else."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from yorisoi.kernel import search
from yorisoi.kernel.models import Entry
from yorisoi.kernel.search import rebuilding
from yorisoi.kernel.tests.search.filed import BRAND, START, file, found

pytestmark = pytest.mark.django_db


def document(object_id: UUID, title: str) -> search.Document:
    return search.Document("case", object_id, BRAND, title, "", START)


def test_rebuilt_kind_equals_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "_BATCH", 2)
    right, wrong, gone = file("返金の件"), file("返金の件"), file("返金の件")
    message, new = file("返金の件", kind="message", day=1), uuid4()

    changed = search.rebuild(
        "case", [document(right, "返金の件"), document(wrong, "解約の件"), document(new, "返金の件")]
    )

    assert changed == (2, 1)
    assert set(found("返金")) == {right, new, message}
    assert found("解約") == [wrong]
    assert gone not in found("返金")


def test_rebuilding_with_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="another kind"):
        search.rebuild("message", [document(uuid4(), "返金の件")])


def test_refresh_makes_stale_tokens_anew_from_the_kept_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "_BATCH", 2)
    stale = [document(uuid4(), "返金の件") for _ in range(5)]
    search.index_many(
        search.Document(
            "case", each.object_id, BRAND, "返金の件", "", START + timedelta(days=n), search.Terms(["n_古"], [])
        )
        for n, each in enumerate(stale)
    )
    fresh = file("返金の件")
    assert found("返金") == [fresh]

    assert search.refresh() == 5
    assert len(found("返金")) == 6
    assert search.refresh() == 0
    assert Entry.objects.count() == 6
