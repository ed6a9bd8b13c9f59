"""和暦 both ways, on the days where eras meet."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from yorisoi.kernel.text import WarekiError, from_wareki, from_wareki_year, wareki, wareki_short, wareki_year

BORDERS = [
    (date(1873, 1, 1), "明治6年1月1日", "M6.1.1"),
    (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
    (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
    (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
    (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
    (date(1959, 5, 1), "昭和34年5月1日", "S34.5.1"),
    (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
    (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
    (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
    (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
    (date(2026, 11, 22), "令和8年11月22日", "R8.11.22"),
]


@pytest.mark.parametrize(("day", "long", "short"), BORDERS)
def test_both_ways_at_the_borders(day: date, long: str, short: str) -> None:
    assert (wareki(day), wareki_short(day)) == (long, short)
    assert from_wareki(long) == from_wareki(short) == day
    assert wareki(day).startswith(wareki_year(day))


@settings(deadline=None)
@given(st.dates(date(1873, 1, 1), date(2099, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    assert from_wareki(wareki(day)) == from_wareki(wareki_short(day)) == day


@pytest.mark.parametrize(
    "text",
    [
        "昭和34年5月1日",
        "S34.5.1",
        "s34/5/1",
        "Ｓ３４．５．１",
        "昭34-5-1",
        "昭和三十四年五月一日",
        "㍼34年5月1日",
        " 昭和 34 年 5 月 1 日 ",
        "S34・5・1",
        "昭和三四年五月一日",
    ],
)
def test_ways_people_write_a_day(text: str) -> None:
    assert from_wareki(text) == date(1959, 5, 1)


def test_the_day_two_eras_share_may_be_written_in_both() -> None:
    assert from_wareki("明治45年7月30日") == from_wareki("大正元年7月30日")
    assert from_wareki("大正15年12月25日") == from_wareki("昭和元年12月25日")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("平成31年5月1日", date(2019, 5, 1)),
        ("昭和64年1月8日", date(1989, 1, 8)),
        ("令和元年4月30日", date(2019, 4, 30)),
        ("平成元年1月7日", date(1989, 1, 7)),
        ("平成35年3月31日", date(2023, 3, 31)),
        ("昭和100年1月1日", None),
        ("明治5年12月2日", None),
        ("令和7年2月29日", None),
        ("令和1年13月1日", None),
        ("昭和0年1月1日", None),
        ("昭和34年", None),
        ("2019年5月1日", None),
        ("", None),
    ],
)
def test_what_is_no_day_is_refused_with_the_day_meant(text: str, meant: date | None) -> None:
    with pytest.raises(WarekiError) as refused:
        from_wareki(text)
    assert refused.value.meant == meant


def test_the_refusal_says_when_the_era_ended_and_what_was_meant() -> None:
    with translation.override("en"), pytest.raises(WarekiError) as refused:
        from_wareki("平成31年5月1日")
    assert str(refused.value) == "平成 ended on 平成31年4月30日; 平成31年5月1日 would be 令和元年5月1日."


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和元年", 2019),
        ("R1", 2019),
        ("平成31年度", 2019),
        ("昭34", 1959),
        ("昭和元年", 1926),
        ("明治元年", 1868),
        ("昭和六十四年", 1989),
    ],
)
def test_years_alone(text: str, year: int) -> None:
    assert from_wareki_year(text) == year


def test_a_year_an_era_never_had_is_refused() -> None:
    with pytest.raises(WarekiError) as refused:
        from_wareki_year("平成35年")
    assert refused.value.meant == date(2023, 1, 1)
    for text in ("令和", "2019", "昭和0年", "昭和十十年"):
        with pytest.raises(WarekiError):
            from_wareki_year(text)


def test_days_of_the_old_calendar_have_no_era_date() -> None:
    with pytest.raises(WarekiError):
        wareki(date(1873, 1, 1) - timedelta(days=1))
