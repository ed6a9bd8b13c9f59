"""The checks of records against ones that are bad on purpose (bad_records.csv), and what each says.

The set was made by hand for this test, by the author of the checks, before they were first tried on it; no rule was
changed afterwards. So the figures say that the checks do what they are meant to, not how they do elsewhere.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.utils.translation import override

from yorisoi.desk.contracts import RecordFields, Status
from yorisoi.desk.record_checks import CHECKS, Recorded, completeness, findings

with (Path(__file__).parent / "bad_records.csv").open(encoding="utf8", newline="") as _file:
    _ROWS = list(csv.DictReader(_file))
RECORDS = [
    (
        RecordFields(**{name: row[name] for name in RecordFields.__dataclass_fields__}),
        Status(row["status"]),
        row["customer_text"],
        set(row["expected"].split()),
    )
    for row in _ROWS
]


def said_of(record: RecordFields, status: Status, text: str) -> set[str]:
    return {found.check for found in findings(Recorded(record, status, (text,) if text else ()))}


def test_precision_and_recall_on_records_bad_on_purpose() -> None:
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for record, status, text, expected in RECORDS:
        said = said_of(record, status, text)
        right.update(said & expected)
        wrong.update(said - expected)
        missed.update(expected - said)
    precision = right.total() / (right.total() + wrong.total())
    recall = right.total() / (right.total() + missed.total())
    assert set(right) == set(CHECKS)  # every check is tried
    assert precision >= 0.95, wrong
    assert recall >= 0.95, missed


def test_whole_records_told_apart() -> None:
    """Flagged or not, as a quality reader would: no good record is flagged, no bad one passes."""
    good = [said_of(*each[:3]) for each in RECORDS if not each[3]]
    bad = [said_of(*each[:3]) for each in RECORDS if each[3]]
    assert sum(bool(said) for said in good) <= len(good) * 0.05
    assert sum(bool(said) for said in bad) >= len(bad) * 0.95


@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_finding_says_why(language: str) -> None:
    with override(language):
        for record, status, text, _expected in RECORDS:
            for found in findings(Recorded(record, status, (text,) if text else ())):
                assert len(found.why) > 5
                assert found.field in RecordFields.__dataclass_fields__


def test_an_empty_record_that_nobody_needs_is_left_alone() -> None:
    assert findings(Recorded(RecordFields(), Status.DONE, needed=False)) == []


def test_completeness() -> None:
    assert completeness(RecordFields()) == 0
    assert completeness(RecordFields(product="a", reason="b", cause="c", action="d", outcome="e")) == 1
    assert completeness(RecordFields(reason="b", action=" ", outcome="e")) == pytest.approx(0.4)
