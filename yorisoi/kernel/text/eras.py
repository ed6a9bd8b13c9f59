"""和暦: Japanese era dates both ways, with 元年 and eras that change in the middle of a year.

Era days: 明治 from 25 January 1868 (proclaimed 23 October, counted from New Year's Day of the old calendar); 大正 from
30 July 1912 and 昭和 from 25 December 1926 (both began on the day the old era ended); 平成 from 8 January 1989
(政令第1号); 令和 from 1 May 2019 (政令第143号). The Gregorian calendar holds from 1 January 1873 (明治6年,
太政官布告第337号): earlier days are refused, for 明治5年 and before ran by the lunisolar calendar.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

GREGORIAN_FROM = date(1873, 1, 1)


@dataclass(frozen=True, slots=True)
class Era:
    """One era: its name, its letter on forms (S34.5.1) and its first day."""

    name: str
    letter: str
    first: date

    def year_of(self, day: date) -> int:
        """Which year of this era `day` lies in; 1 is 元年."""
        return day.year - self.first.year + 1


ERAS = (
    Era("明治", "M", date(1868, 1, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)
_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.name[0], era.letter)}
_SIGNS = "|".join(sorted(_BY_SIGN, key=len, reverse=True))
_NUMBER = "元|[0-9]{1,2}|[〇一二三四五六七八九十廿卅]{1,4}"
_YEAR = re.compile(rf"({_SIGNS})[ .]?({_NUMBER})(?:年度?)?")
_DATE = re.compile(rf"({_SIGNS})[ .]?({_NUMBER})(?:年|[./-]) ?({_NUMBER})(?:月|[./-]) ?({_NUMBER})日?")
_KANJI_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}


class WarekiError(ValueError):
    """A text that is no day of the Japanese calendar. `meant` is the day it probably stands for, if there is one."""

    def __init__(self, message: str, meant: date | None = None) -> None:
        super().__init__(message)
        self.meant = meant


def era_of(day: date) -> Era:
    """The era of `day`. Raises WarekiError for days before 1873, which had another calendar."""
    if day < GREGORIAN_FROM:
        raise WarekiError(_("Japanese dates before 1873 (明治6年) follow the old calendar and cannot be converted."))
    return next(era for era in reversed(ERAS) if era.first <= day)


def wareki(day: date) -> str:
    """`day` as 令和元年5月1日."""
    return f"{wareki_year(day)}{day.month}月{day.day}日"


def wareki_year(day: date) -> str:
    """The year of `day` as 令和元年; the same western year may have two, so a whole day is asked for."""
    era = era_of(day)
    year = era.year_of(day)
    return f"{era.name}{'元' if year == 1 else year}年"


def wareki_short(day: date) -> str:
    """`day` as forms have it: R1.5.1."""
    era = era_of(day)
    return f"{era.letter}{era.year_of(day)}.{day.month}.{day.day}"


def from_wareki(text: str) -> date:
    """The day that `text` names: 昭和34年5月1日, S34.5.1, 昭34/5/1, 令和元年五月一日, either width, ㍼ too.

    The day an era ended may be given in the old era where the new one began on the same day (昭和元年 = 大正15年).
    Raises WarekiError in clear words: no such form, no such day, or a day outside its era, with the day probably meant.
    """
    plain = _plain(text)
    match = _DATE.fullmatch(plain)
    if match is None:
        raise WarekiError(
            _("“%(text)s” is not a Japanese date such as 令和元年5月1日 or R1.5.1.") % {"text": text.strip()}
        )
    era = _BY_SIGN[match[1]]
    year, month, day_of_month = _year_number(match[2]), _number(match[3]), _number(match[4])
    try:
        day = date(era.first.year + year - 1, month, day_of_month)
    except ValueError:
        raise WarekiError(_("There is no such day: %(text)s.") % {"text": text.strip()}) from None
    return _within(era, day, text.strip())


def from_wareki_year(text: str) -> int:
    """The western year of 令和元年, R1, 平成31年度 or 昭34. Raises WarekiError.

    A year an era never had (平成35年, printed in old contracts) is an error with `meant` its first day.
    """
    match = _YEAR.fullmatch(_plain(text))
    if match is None:
        raise WarekiError(_("“%(text)s” is not a Japanese year such as 令和元年 or R1.") % {"text": text.strip()})
    era = _BY_SIGN[match[1]]
    western = era.first.year + _year_number(match[2]) - 1
    last = _last_day(era)
    if last is not None and western > last.year:
        raise _outside(era, date(western, 1, 1), text.strip())
    return western


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = re.sub(r"[・,،、]", ".", re.sub(r"[‐-―−]", "-", plain))
    return " ".join(re.sub(r"\s*([年月日./-])\s*", r"\1", plain).split())


def _year_number(written: str) -> int:
    year = _number(written)
    if year < 1:
        raise WarekiError(_("The years of an era are counted from 元年, which is year 1."))
    return year


def _number(written: str) -> int:
    """元, Arabic or Chinese figures (三十四, 三四, 十) up to 99."""
    if written == "元":
        return 1
    if written.isascii():
        return int(written)
    written = written.replace("廿", "二十").replace("卅", "三十")
    if "十" not in written:
        return int("".join(str(_KANJI_DIGITS[sign]) for sign in written))
    tens, _ten, ones = written.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (_KANJI_DIGITS[tens] if tens else 1) * 10 + (_KANJI_DIGITS[ones] if ones else 0)


def _last_day(era: Era) -> date | None:
    """The last day that may be written in `era`: 明治 and 大正 share theirs with the next era's first."""
    position = ERAS.index(era)
    if position + 1 == len(ERAS):
        return None
    following = ERAS[position + 1]
    shared = following.name in {"大正", "昭和"}
    return following.first if shared else following.first - timedelta(days=1)


def _within(era: Era, day: date, text: str) -> date:
    era_of(day)  # refuses days of the old calendar
    last = _last_day(era)
    if day < era.first or (last is not None and day > last):
        raise _outside(era, day, text)
    return day


def _outside(era: Era, day: date, text: str) -> WarekiError:
    last = _last_day(era)
    if day < era.first:
        message = _("%(era)s began on %(first)s; %(text)s would be %(meant)s.")
    else:
        message = _("%(era)s ended on %(last)s; %(text)s would be %(meant)s.")
    shown = {"era": era.name, "first": wareki(era.first) if era.first >= GREGORIAN_FROM else "", "text": text}
    return WarekiError(message % (shown | {"last": _in_era(era, last), "meant": wareki(day)}), day)


def _in_era(era: Era, day: date | None) -> str:
    return "" if day is None else f"{era.name}{era.year_of(day)}年{day.month}月{day.day}日"
