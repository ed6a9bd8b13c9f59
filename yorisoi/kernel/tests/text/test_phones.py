"""Phone numbers: raw kept, E.164 beside it, kinds of lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yorisoi.kernel.text import PhoneKind, phone


@pytest.mark.parametrize(
    ("raw", "e164", "national", "kind"),
    [
        ("０３－１２３４－５６７８", "+81312345678", "03-1234-5678", PhoneKind.FIXED),
        ("03(3123)4567", "+81331234567", "03-3123-4567", PhoneKind.FIXED),
        ("04992-2-1234", "+81499221234", "04992-2-1234", PhoneKind.FIXED),
        ("０９０ー１２３４ー５６７８", "+819012345678", "090-1234-5678", PhoneKind.MOBILE),
        ("060-1234-5678", "+816012345678", "060-1234-5678", PhoneKind.MOBILE),
        ("+81 90-1234-5678", "+819012345678", "090-1234-5678", PhoneKind.MOBILE),
        ("0120-123-456", "+81120123456", "0120-123-456", PhoneKind.TOLL_FREE),
        ("0800-123-4567", "+818001234567", "0800-123-4567", PhoneKind.TOLL_FREE),
        ("0570-012-345", "+81570012345", "0570-012-345", PhoneKind.SHARED),
        ("050-1234-5678", "+815012345678", "050-1234-5678", PhoneKind.IP),
        ("tel:0331234567", "+81331234567", "03-3123-4567", PhoneKind.FIXED),
        ("+44 20 7946 0018", "+442079460018", "+44 20 7946 0018", PhoneKind.FIXED),
        ("010-1-650-253-0000", "+16502530000", "+1 650-253-0000", PhoneKind.OTHER),
    ],
)
def test_numbers_are_understood_and_kept(raw: str, e164: str, national: str, kind: PhoneKind) -> None:
    found = phone(raw)
    assert (found.raw, found.e164, found.national, found.kind) == (raw, e164, national, kind)
    assert found.is_callable


@pytest.mark.parametrize(
    "raw", ["03-3123-4567 内線123", "03-3123-4567（内線：123）", "03-3123-4567 ext. 123", "0331234567 x123"]
)
def test_extensions_stand_apart(raw: str) -> None:
    found = phone(raw)
    assert (found.e164, found.extension) == ("+81331234567", "123")


@pytest.mark.parametrize("raw", ["110", "119", "188", "#8000", "＃８０００"])
def test_short_numbers_have_no_international_form(raw: str) -> None:
    found = phone(raw)
    assert (found.raw, found.e164, found.kind, found.is_callable) == (raw, "", PhoneKind.SHORT, True)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("非通知", PhoneKind.WITHHELD),
        ("Anonymous", PhoneKind.WITHHELD),
        ("公衆電話", PhoneKind.PAYPHONE),
        ("表示圏外", PhoneKind.UNAVAILABLE),
    ],
)
def test_callers_without_a_number(raw: str, kind: PhoneKind) -> None:
    assert phone(raw).kind == kind
    assert not phone(raw).is_callable


@pytest.mark.parametrize("raw", ["", "abc", "090-1234-567", "0081", "お客様番号 03-1234-5678", "12345678901234567890"])
def test_what_is_no_number_is_kept_as_it_is(raw: str) -> None:
    found = phone(raw)
    assert (found.raw, found.e164, found.kind) == (raw, "", PhoneKind.UNKNOWN)


def test_another_region_dials_its_own_way() -> None:
    assert phone("(650) 253-0000", "US").e164 == "+16502530000"
    assert phone("03-1234-5678", "JP").e164 != phone("03-1234-5678", "GB").e164


@settings(deadline=None)
@given(st.text(max_size=40))
def test_nothing_makes_it_fail(raw: str) -> None:
    assert phone(raw).raw == raw
