"""Japan's holidays against the Cabinet Office's list and against the package they come from."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from yorisoi.kernel.calendar import CalendarError, holiday_name, make_japan, national, national_holidays

# Every 振替休日 and 国民の休日 of 1955–2027 in the Cabinet Office's list (内閣府 syukujitsu.csv, rows 休日).
OFFICIAL_EXTRA_DAYS = """
1973 0430 0924  1974 0506 0916 1104  1975 1124  1976 1011  1978 0102 0116  1979 0212 0430  1980 1124  1981 0504
1982 0322 1011  1984 0102 0116 0430 0924  1985 0506 0916 1104  1986 1124  1987 0504  1988 0321 0504
1989 0102 0116 0504  1990 0212 0430 0504 0924 1224  1991 0504 0506 0916 1104  1992 0504  1993 0504 1011  1994 0504
1995 0102 0116 0504  1996 0212 0504 0506 0916 1104  1997 0721 1124  1998 0504  1999 0322 0504 1011  2000 0504
2001 0212 0430 0504 0924 1224  2002 0504 0506 0916 1104  2003 1124  2004 0504  2005 0321 0504  2006 0102 0504
2007 0212 0430 0924 1224  2008 0506 1124  2009 0506 0922  2010 0322  2012 0102 0430 1224  2013 0506 1104
2014 0506 1124  2015 0506 0922  2016 0321  2017 0102  2018 0212 0430 0924 1224  2019 0430 0502 0506 0812 1104
2020 0224 0506  2021 0809  2023 0102  2024 0212 0506 0812 0923 1104  2025 0224 0506 1124  2026 0506 0922  2027 0322
"""
MARCH_20 = {1960, 1964, 1968, 1972, 1976, 1980, 1984, 1988, 1992, 1993, 1996, 1997, 2000, 2001, 2004, 2005, 2008, 2009}
MARCH_20 |= {2012, 2013, 2016, 2017, 2020, 2021, 2024, 2025, 2026}
SEPTEMBER_24 = {1955, 1959, 1963, 1967, 1971, 1975, 1979}
SEPTEMBER_22 = {2012, 2016, 2020, 2024}
IMPERIAL = {
    date(1959, 4, 10): "結婚の儀",
    date(1989, 2, 24): "大喪の礼",
    date(1990, 11, 12): "即位礼正殿の儀",
    date(1993, 6, 9): "結婚の儀",
    date(2019, 5, 1): "天皇の即位の日",
    date(2019, 10, 22): "即位礼正殿の儀が行われる日",
}


def extra_days() -> set[date]:
    found, year = set(), 0
    for word in OFFICIAL_EXTRA_DAYS.split():
        if int(word[:2]) > 12:
            year = int(word)
        else:
            found.add(date(year, int(word[:2]), int(word[2:])))
    return found


def nth_monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (nth - 1))


def by_the_law(year: int) -> set[date]:
    """The named holidays of the law as it stood in `year` (祝日法 and its changes), without 振替休日."""
    days = {date(year, 1, 1), date(year, 4, 29), date(year, 5, 3), date(year, 5, 5), date(year, 11, 3)}
    days |= {date(year, 11, 23), date(year, 3, 20 if year in MARCH_20 else 21)}
    days.add(date(year, 9, 24 if year in SEPTEMBER_24 else 22 if year in SEPTEMBER_22 else 23))
    days.add(date(year, 1, 15) if year < 2000 else nth_monday(year, 1, 2))
    if year >= 1967:
        days.add(date(year, 2, 11))
    if year >= 2007:
        days.add(date(year, 5, 4))
    if 1989 <= year <= 2018:
        days.add(date(year, 12, 23))
    if year >= 2020:
        days.add(date(year, 2, 23))
    if year >= 1966:
        days.add(date(year, 9, 15) if year < 2003 else nth_monday(year, 9, 3))
    if year == 2020:
        return days | {date(2020, 7, 23), date(2020, 7, 24), date(2020, 8, 10)}
    if year == 2021:
        return days | {date(2021, 7, 22), date(2021, 7, 23), date(2021, 8, 8)}
    if year >= 1966:
        days.add(date(year, 10, 10) if year < 2000 else nth_monday(year, 10, 2))
    if year >= 1996:
        days.add(date(year, 7, 20) if year < 2003 else nth_monday(year, 7, 3))
    if year >= 2016:
        days.add(date(year, 8, 11))
    return days


@pytest.mark.parametrize("year", range(1955, 2028))
def test_every_year_is_the_cabinet_offices(year: int) -> None:
    special = {day for day in (*extra_days(), *IMPERIAL) if day.year == year}
    expected = by_the_law(year) | special
    assert set(national_holidays(year)) == expected


@pytest.mark.parametrize(("day", "name"), IMPERIAL.items())
def test_imperial_events_have_their_names(day: date, name: str) -> None:
    assert holiday_name(day) == name


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 4, 30), "国民の休日"),
        (date(2019, 5, 2), "国民の休日"),
        (date(2019, 5, 6), "振替休日"),
        (date(2020, 7, 23), "海の日"),
        (date(2020, 7, 24), "スポーツの日"),
        (date(2020, 8, 10), "山の日"),
        (date(2020, 10, 12), ""),
        (date(2021, 8, 9), "振替休日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2026, 11, 22), ""),
        (date(2018, 12, 23), "天皇誕生日"),
        (date(2019, 12, 23), ""),
    ],
)
def test_days_people_get_wrong(day: date, name: str) -> None:
    assert holiday_name(day) == name


def test_the_file_is_what_the_package_says() -> None:
    written = Path(national.__file__).with_name("japan.txt").read_text("utf-8")
    assert written == make_japan.table(), "run python -m yorisoi.kernel.calendar.make_japan"


def test_other_countries_come_from_the_package() -> None:
    assert holiday_name(date(2026, 7, 4), "US") == "Independence Day"


@pytest.mark.parametrize(("year", "country"), [(1948, "JP"), (2100, "JP"), (2026, "XX")])
def test_what_has_no_table_is_refused(year: int, country: str) -> None:
    with pytest.raises(CalendarError):
        national_holidays(year, country)
