"""National holidays, offline.

Japan's from 1949 to 2099 lie in `japan.txt` beside this module, made by `python -m yorisoi.kernel.calendar.make_japan`
from the package `holidays`: 祝日法 with 振替休日 and 国民の休日, the imperial events, the moved days of 2019–2021;
equinoxes to come by astronomy, until the Cabinet announces them each February for the next year. A test compares the
file with the package and with the Cabinet Office's list (内閣府「国民の祝日」). The file is there because the package
takes a second and 27 MB to load; holidays of other countries do load it.
"""

from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from yorisoi.kernel.calendar.hours import CalendarError

FIRST_YEAR, LAST_YEAR = 1949, 2099
_FILE = Path(__file__).with_name("japan.txt")


@lru_cache(maxsize=512)
def national_holidays(year: int, country: str = "JP") -> dict[date, str]:
    """The national holidays of `year` with their names, by day. Do not change the dict: it is shared.

    `country` is an ISO 3166 code; names come in the country's own language. Raises CalendarError for a country or a
    year without a table (Japan: 1949 to 2099).
    """
    if country == "JP":
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CalendarError(
                _("Japanese holidays are known from %(first)s to %(last)s, not for %(year)s.")
                % {"first": FIRST_YEAR, "last": LAST_YEAR, "year": year}
            )
        return _read(_lines()[year])
    return from_package(country, year)


def holiday_name(day: date, country: str = "JP") -> str:
    """The name of the holiday on `day` (海の日), or "" if it is none."""
    return national_holidays(day.year, country).get(day, "")


def from_package(country: str, year: int) -> dict[date, str]:
    """The holidays of `year` as the package `holidays` has them. Raises CalendarError for an unknown country."""
    import holidays  # a second and 27 MB: never for Japan

    try:
        return dict(sorted(holidays.country_holidays(country, years=year).items()))
    except NotImplementedError:
        raise CalendarError(_("There is no table of holidays for the country %(code)s.") % {"code": country}) from None


@cache
def _lines() -> dict[int, str]:
    return {int(line[:4]): line for line in _FILE.read_text("utf-8").splitlines()}


def _read(line: str) -> dict[date, str]:
    year, *days = line.split()
    return {date(int(year), int(day[:2]), int(day[2:4])): day[4:] for day in days}
