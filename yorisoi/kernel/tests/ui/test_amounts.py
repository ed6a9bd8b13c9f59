"""Numbers, yen, shares, sizes."""

import pytest
from django.utils import translation

from yorisoi.kernel.ui import amounts


def test_numbers_have_thousands_and_a_dash_for_nothing() -> None:
    assert amounts.number(1234567) == "1,234,567"
    assert amounts.number(-1234.56, 1) == "-1,234.6"
    assert amounts.number(0) == "0"
    assert amounts.number(None) == amounts.yen(None) == amounts.percent(None) == amounts.filesize(None) == "–"


def test_yen_is_whole_and_shows_its_sign() -> None:
    assert amounts.yen(1234) == "¥1,234"
    assert amounts.yen(-500) == "−¥500"
    assert amounts.yen(0) == "¥0"


def test_percent_takes_a_share() -> None:
    assert amounts.percent(0.4123) == "41.2%"
    assert amounts.percent(1, 0) == "100%"


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (12_345, "12.3 KB"), (99_949, "99.9 KB"), (99_950, "100 KB"),
        (999_499, "999 KB"), (999_500, "1.0 MB"), (4_100_000, "4.1 MB"), (7 * 10**15, "7000 TB"),
    ],
)  # fmt: skip
def test_filesize_takes_the_largest_fitting_unit(size: int, shown: str) -> None:
    assert amounts.filesize(size) == shown


def test_listing_uses_the_languages_comma() -> None:
    with translation.override("ja"):
        assert amounts.listing(["佐藤", "鈴木"]) == "佐藤、鈴木"
    with translation.override("en"):
        assert amounts.listing(["Sato", "Suzuki"]) == "Sato, Suzuki"
