"""docs/mail-requirements.md is true: each clause of the design of mail is held by tests that exist."""

import os
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.vendorless
ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs/mail-requirements.md"
DESIGN = Path(os.environ.get("YORISOI_SHARED") or ROOT.parent / "shared") / "design/mail.md"
OPEN: frozenset[str] = frozenset()  # clauses that no test holds yet; nothing is open now
_NAMED = re.compile(r"`([^`]+\.py)::(\w+)`")
_BETWEEN = re.compile(r"[\s\-]*|[\s\-]*#+ [^\n]+[\s\-]*")


def clauses() -> list[tuple[str, str]]:
    """Each clause with the cell of its tests."""
    rows = re.findall(r"^\| (.+?) \| ([^|]*) \|$", TABLE.read_text(encoding="utf8"), re.M)
    return [(clause.replace("\\|", "|"), tests) for clause, tests in rows if clause != "clause"]


@pytest.mark.parametrize(("clause", "tests"), clauses(), ids=lambda value: str(value)[:40])
def test_a_clause_is_held_by_tests_that_exist(clause: str, tests: str) -> None:
    if tests == "open":
        assert clause in OPEN
        return
    named = _NAMED.findall(tests)
    assert named, "no test holds it"
    assert len(named) == tests.count("::")
    for path, name in named:
        source = ROOT / path
        assert source.is_file(), path
        assert re.search(rf"^(?:async )?def {name}\(", source.read_text(encoding="utf8"), re.M), f"{path}::{name}"


def test_what_is_open_is_in_the_table() -> None:
    assert {clause for clause, tests in clauses() if tests == "open"} == OPEN


@pytest.mark.skipif(not DESIGN.is_file(), reason="the design is not beside the project (YORISOI_SHARED)")
def test_every_clause_of_the_design_is_in_the_table() -> None:
    text = DESIGN.read_text(encoding="utf8")
    at = text.index("## Decoding")
    for clause, _tests in clauses():
        found = text.find(clause, at)
        assert found >= 0, f"not in the design, or not in its order: {clause}"
        assert _BETWEEN.fullmatch(text, at, found), f"not in the table: {text[at:found]!r}"
        at = found + len(clause)
    assert not text[at:].strip(), f"not in the table: {text[at:]!r}"
