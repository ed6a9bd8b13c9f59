"""A brand's colour on pages for customers: always readable."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from yorisoi.kernel.ui.portal import BLACK, DARK_PAGE, LIGHT_PAGE, WHITE, brand_sheet, contrast, hexed, readable, rgb

COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


@given(COLOURS)
def test_every_colour_can_be_read_on_both_pages(colour: tuple[int, int, int]) -> None:
    assert contrast(readable(colour, WHITE, BLACK), WHITE) >= 4.5
    assert contrast(readable(colour, LIGHT_PAGE, BLACK), LIGHT_PAGE) >= 4.5
    assert contrast(readable(colour, DARK_PAGE, WHITE), DARK_PAGE) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(rgb("#767676"), WHITE) == pytest.approx(4.54, abs=0.01)


def test_a_colour_strong_enough_stays_as_it_is() -> None:
    assert readable(rgb("1f6f8b"), WHITE, BLACK) == rgb("1f6f8b")
    assert "--accent-fill: #1f6f8b;" in brand_sheet("1f6f8b")
    assert hexed(rgb("0a0b0c")) == "#0a0b0c"


def test_the_sheet_is_for_everybody_and_takes_nothing_but_a_colour() -> None:
    answer = Client().get("/ui/brand.b4541a.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert b"--brand: #b4541a" in answer.content
    assert Client().get("/ui/brand.red}x.css").status_code == 404
    with pytest.raises(ValueError, match="rrggbb"):
        rgb("fff")
