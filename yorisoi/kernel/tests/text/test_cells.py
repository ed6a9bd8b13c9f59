"""Cells for spreadsheets."""

import pytest

from yorisoi.kernel.text import harmless, unmarked


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x"])
def test_what_begins_like_a_formula_is_marked_and_comes_back_as_it_was(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert unmarked(harmless(cell)) == cell


@pytest.mark.parametrize("cell", ["", "山田", "1=1", "'山田", "O'Brien", "'"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == unmarked(cell) == cell
