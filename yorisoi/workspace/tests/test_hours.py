"""Business hours: entered in words, one set for all brands, one for each that wants its own."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from yorisoi.kernel import audit, clock
from yorisoi.workspace import hours_text
from yorisoi.workspace.models import BusinessHours
from yorisoi.workspace.public import business_calendar
from yorisoi.workspace.testing import Brand, Staff, client_of

SENT = {
    **{f"day_{number}": "９:00〜12:00、13:00-18:00" for number in range(5)},
    "day_5": "10:00-15:00",
    "day_6": "休み",
    "keeps_holidays": "on",
    "holiday": "10:00-12:00",
    "closed_yearly": "12/29〜1/3、8/13",
    "special": "2026-12-28 9:00-15:00 棚卸し\n令和9年1月4日 休み 初荷",
}


def test_what_people_write_is_read() -> None:
    assert hours_text.spans_of(" 9:00-12:00、13:00〜18:00 ") == ("9:00-12:00", "13:00〜18:00")
    assert hours_text.spans_of("休み") == ()
    assert hours_text.yearly_of("12/30〜1/2\n8月13日") == ("12-30", "12-31", "01-01", "01-02", "08-13")
    assert hours_text.special_of("2026-12-28 9:00-12:00, 13:00-15:00 棚卸し\n\n令和9年1月4日 休み 初荷") == (
        ("2026-12-28", ("9:00-12:00", "13:00-15:00"), "棚卸し"),
        ("2027-01-04", (), "初荷"),
    )


@pytest.mark.parametrize("text", ["12/29〜1/3\n8/13", "5/1", ""])
def test_days_of_the_year_are_written_back_as_they_were(text: str) -> None:
    days = hours_text.yearly_of(text)
    assert set(hours_text.yearly_of(hours_text.yearly_text(days))) == set(days)


@pytest.mark.parametrize("text", ["2026-12-28 9時から", "きのう 休み", "2026-12-28 18:00-9:00"])
def test_wrong_single_days_are_named_with_their_line(text: str) -> None:
    with pytest.raises(ValidationError, match="2"):
        hours_text.special_of(f"2026-12-01 休み\n{text}")


@pytest.mark.django_db
def test_hours_of_all_hold_until_a_brand_has_its_own(takahashi: Staff, brand: Brand, other_brand: Brand) -> None:
    client = client_of(takahashi)
    assert client.post("/settings/hours/all/", SENT).status_code == 302
    assert business_calendar(brand.id) == business_calendar(other_brand.id)
    calendar = business_calendar(brand.id)
    assert [str(each) for each in calendar.hours_on(date(2026, 11, 25))] == ["9:00-12:00", "13:00-18:00"]
    assert [str(each) for each in calendar.hours_on(date(2026, 11, 28))] == ["10:00-15:00"]
    assert [str(each) for each in calendar.hours_on(date(2026, 11, 23))] == ["10:00-12:00"]  # 勤労感謝の日
    assert [str(each) for each in calendar.hours_on(date(2026, 12, 28))] == ["9:00-15:00"]
    for closed in (date(2026, 12, 31), date(2027, 1, 4), date(2026, 8, 13), date(2026, 11, 29)):
        assert not calendar.is_business_day(closed)

    assert client.post(f"/settings/hours/{brand.id}/", {"day_0": "0:00-24:00"}).status_code == 302
    assert not business_calendar(brand.id).is_business_day(date(2026, 11, 25))
    assert business_calendar(other_brand.id) == calendar
    assert client.delete(f"/settings/hours/{brand.id}/").status_code in (200, 302)
    assert business_calendar(brand.id) == calendar
    row = BusinessHours.objects.get(of_all=True)
    assert [entry.verb for entry in audit.entries("hours", row.id)] == ["hours.set"]


@pytest.mark.django_db
def test_form_comes_back_as_it_was_saved(sato: Staff, brand: Brand) -> None:
    client = client_of(sato)
    client.post(f"/settings/hours/{brand.id}/", SENT)
    with clock.moved_to(datetime(2026, 12, 20, tzinfo=UTC)):
        page = client.get(f"/settings/hours/{brand.id}/").content.decode()
    assert "12/29〜1/3" in page
    assert "2026-12-28 9:00-15:00 棚卸し" in page
    assert "初荷" in page  # in the weeks ahead too


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [("day_0", "9時-5時"), ("day_1", "9:00-12:00, 11:00-13:00"), ("closed_yearly", "2/30"), ("special", "x 休み")],
)
def test_what_makes_no_sense_is_explained_at_its_field(sato: Staff, brand: Brand, name: str, value: str) -> None:
    answer = client_of(sato).post(f"/settings/hours/{brand.id}/", SENT | {name: value})
    assert answer.status_code == 422
    assert f'id="id_{name}-error"' in answer.content.decode() or "aria-invalid" in answer.content.decode()
    assert not BusinessHours.objects.exists()


@pytest.mark.django_db
def test_hours_past_midnight_that_overlap_are_refused(sato: Staff, brand: Brand) -> None:
    sent = SENT | {"day_0": "22:00-10:00"}  # its rest overlaps Tuesday's 9:00
    assert client_of(sato).post(f"/settings/hours/{brand.id}/", sent).status_code == 422


@pytest.mark.django_db
def test_who_may(sato: Staff, suzuki: Staff, tanaka: Staff, brand: Brand) -> None:
    address = f"/settings/hours/{brand.id}/"
    assert client_of(sato).get(address).status_code == 200
    assert client_of(suzuki).get(address).status_code == 403
    assert client_of(tanaka).get(address).status_code in (403, 404)
    assert client_of(tanaka).post(address, SENT).status_code in (403, 404)
    assert client_of(sato).get("/settings/hours/all/").status_code == 403  # he is of one brand
    assert client_of(sato).put(address).status_code == 405
    assert Client().get(address).status_code == 302
