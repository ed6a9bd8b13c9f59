"""The scoreboard holds the floor on the shared mails; every agreed difference is still needed."""

import pytest

from .agreed import AGREED
from .scoreboard import BARS, Score, score
from .shared import mails_folder, split_mbox


@pytest.fixture(scope="module")
def tally() -> Score:
    folder = mails_folder()
    if folder is None:
        pytest.skip("the shared mails are not here (YORISOI_SHARED names their folder)")
    return score(folder)


@pytest.mark.parametrize("name", BARS)
def test_every_bar_is_met(tally: Score, name: str) -> None:
    missed = [file for file, check in tally.wrong if check[0] == name]
    assert tally.percent(name) >= BARS[name], missed


def test_automatic_answers_and_first_fragments(tally: Score) -> None:
    assert tally.percent("auto-reply") == 100
    assert tally.percent("first fragment") == 100
    assert tally.percent("quoted part") >= 90


def test_no_agreed_difference_is_idle(tally: Score) -> None:
    assert {(file, name) for file, name, _reason in AGREED} == {(file, name) for file, name, _reason in tally.agreed}


def test_an_mbox_is_split_at_its_postmarks() -> None:
    raw = b"From a Sun Nov 22 10:00:00 2026\nSubject: 1\n\nx\n\nFrom b Sun Nov 22 10:00:00 2026\nSubject: 2\n\ny\n"
    assert [one.split(b"\n")[1] for one in split_mbox(raw)] == [b"Subject: 1", b"Subject: 2"]
