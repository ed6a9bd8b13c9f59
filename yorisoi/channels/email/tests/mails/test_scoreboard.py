"""The scoreboard holds the floor on the shared mails; every agreed difference is still needed."""

import pytest

from .agreed import AGREED
from .labels import BARS as KIND_BARS
from .labels import KINDS, Confusion, judge_labels, labels
from .scoreboard import BARS, Score, score
from .shared import mails_folder, rows, split_mbox

NOT_HERE = "the shared mails are not here (YORISOI_SHARED names their folder)"


@pytest.fixture(scope="module")
def tally() -> Score:
    folder = mails_folder()
    if folder is None:
        pytest.skip(NOT_HERE)
    return score(folder)


@pytest.fixture(scope="module")
def kinds() -> Confusion:
    folder = mails_folder()
    if folder is None:
        pytest.skip(NOT_HERE)
    return judge_labels(folder)


@pytest.mark.parametrize("name", BARS)
def test_every_bar_is_met(tally: Score, name: str) -> None:
    missed = [file for file, check in tally.wrong if check[0] == name]
    assert tally.percent(name) >= BARS[name], missed


def test_first_fragments(tally: Score) -> None:
    assert tally.percent("first fragment") == 100


@pytest.mark.parametrize("name", KIND_BARS)
def test_kinds_labelled_by_hand(kinds: Confusion, name: str) -> None:
    assert kinds.percent(name) >= KIND_BARS[name], kinds.wrong


def test_labels_are_many_and_name_mails_of_the_set() -> None:
    folder = mails_folder()
    if folder is None:
        pytest.skip(NOT_HERE)
    raw_mails = {row.file for row in rows(folder) if row.kind == "raw_mail"}
    found = list(labels())
    assert len({each.file for each in found}) == len(found) >= 150
    assert {each.file for each in found} <= raw_mails
    assert {each.kind for each in found} == set(KINDS)


def test_no_agreed_difference_is_idle(tally: Score) -> None:
    assert {(file, name) for file, name, _reason in AGREED} == {(file, name) for file, name, _reason in tally.agreed}


def test_an_mbox_is_split_at_its_postmarks() -> None:
    raw = b"From a Sun Nov 22 10:00:00 2026\nSubject: 1\n\nx\n\nFrom b Sun Nov 22 10:00:00 2026\nSubject: 2\n\ny\n"
    assert [one.split(b"\n")[1] for one in split_mbox(raw)] == [b"Subject: 1", b"Subject: 2"]
