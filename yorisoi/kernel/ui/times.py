"""Moments and spans as people read them: 2026年11月22日(日) 14:05, 3分前, あと2時間10分（営業時間）.

Everything is shown in the active time zone (the organisation's) and the active language. A list page asks hundreds of
times, so language and zone are looked up once a call and the words come from the kept texts of `ui.translate`.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone, translation
from markupsafe import Markup

from yorisoi.kernel import clock
from yorisoi.kernel.ui.translate import phrase as _

_DAYS_JA = "月火水木金土日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _language() -> str:
    return translation.get_language() or "en"


def _local(moment: date | datetime) -> date | datetime:
    """A moment in the active zone; a naive one or a plain day as it is."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(timezone.get_current_timezone())
    return moment


def day(moment: date | datetime, *, year: bool = True) -> str:
    """2026年11月22日(日) / Sun 22 Nov 2026, without the year if asked."""
    return _day(_local(moment), _language(), year)


def _day(at: date, language: str, year: bool = True) -> str:
    if language == "ja":
        text = f"{at.month}月{at.day}日({_DAYS_JA[at.weekday()]})"
        return f"{at.year}年{text}" if year else text
    text = f"{_DAYS_EN[at.weekday()]} {at.day} {_MONTHS_EN[at.month - 1]}"
    return f"{text} {at.year}" if year else text


def date_long(moment: date | datetime | None) -> str:
    """Day, and time where there is one: 2026年11月22日(日) 14:05 / Sun 22 Nov 2026, 14:05. Nothing for None."""
    return "" if moment is None else _long(_local(moment), _language())


def _long(at: date | datetime, language: str) -> str:
    if not isinstance(at, datetime):
        return _day(at, language)
    return f"{_day(at, language)}{' ' if language == 'ja' else ', '}{at.hour:02}:{at.minute:02}"


def date_short(moment: date | datetime | None) -> str:
    """As short as is clear: 14:05 today, 11/21 14:05 this year, 2025/11/21 before. Nothing for None."""
    if moment is None:
        return ""
    at, today, language = _local(moment), clock.today(), _language()
    if not isinstance(at, datetime) or at.year != today.year:
        return _short_day(at, today, language)
    time = f"{at.hour:02}:{at.minute:02}"
    return time if at.date() == today else f"{_short_day(at, today, language)} {time}"


def _short_day(at: date, today: date, language: str) -> str:
    if language == "ja":
        return f"{at.month}/{at.day}" if at.year == today.year else f"{at.year}/{at.month}/{at.day}"
    text = f"{at.day} {_MONTHS_EN[at.month - 1]}"
    return text if at.year == today.year else f"{text} {at.year}"


def ago(moment: datetime) -> str:
    """How long an aware moment is ago or from now, in one unit: たった今, 3分前, 2時間後, 昨日, 11月22日."""
    return agos()(moment)


def agos() -> Callable[[datetime], str]:
    """`ago` for a list: zone, language and the present are looked up once."""
    zone, language, now = timezone.get_current_timezone(), _language(), clock.now()
    return lambda moment: _ago(moment.astimezone(zone), language, now)


def _ago(at: datetime, language: str, now: datetime) -> str:
    seconds = (now - at).total_seconds()
    late, size = seconds >= 0, abs(seconds)
    if size < 60:
        return _("just now", language) if late else _("in a moment", language)
    if size < 3600:
        text = _("%(n)s min ago", language) if late else _("in %(n)s min", language)
        return text % {"n": int(size // 60)}
    today = now.astimezone(at.tzinfo).date()
    days = (today - at.date()).days
    if size < 86400 and (days == 0 or size < 6 * 3600):
        text = _("%(n)s h ago", language) if late else _("in %(n)s h", language)
        return text % {"n": int(size // 3600)}
    return _days_away(at, today, days, language)


def _days_away(at: date, today: date, days: int, language: str) -> str:
    if days == 1:
        return _("yesterday", language)
    if days == -1:
        return _("tomorrow", language)
    if 1 < days < 7:
        return _("%(n)s days ago", language) % {"n": days}
    if -7 < days < -1:
        return _("in %(n)s days", language) % {"n": -days}
    if at.year != today.year:
        return _short_day(at, today, language)
    return f"{at.month}月{at.day}日" if language == "ja" else f"{at.day} {_MONTHS_EN[at.month - 1]}"


def relative(moment: datetime | None) -> Markup:
    """A <time> element: relative words, with the exact time on hover and for machines. Nothing for None."""
    if moment is None:
        return Markup("")
    at, language = moment.astimezone(timezone.get_current_timezone()), _language()
    # Nothing here comes from people: dates, and words of the catalogue.
    exact, words = _long(at, language), _ago(at, language, clock.now())
    return Markup(
        f'<time datetime="{moment.isoformat(timespec="seconds")}" title="{exact}" data-relative>{words}</time>'
    )


def duration(span: timedelta | float | None) -> str:
    """A span (timedelta or seconds) in its two largest units: 2時間10分 / 2 h 10 min. Nothing for None."""
    return "" if span is None else _duration(_seconds(span), _language())


def _seconds(span: timedelta | float) -> float:
    return span.total_seconds() if isinstance(span, timedelta) else span


def _duration(seconds: float, language: str) -> str:
    minutes, rest = divmod(int(abs(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    if hours and minutes:
        return _("%(h)s h %(m)s min", language) % {"h": f"{hours:,}", "m": minutes}
    if hours:
        return _("%(h)s h", language) % {"h": f"{hours:,}"}
    if minutes:
        return _("%(m)s min", language) % {"m": minutes}
    return _("%(s)s s", language) % {"s": rest}


def remaining(span: timedelta | float | None, business: bool = True) -> str:
    """Time left or overrun: あと2時間10分（営業時間） / 1時間20分超過（営業時間）. Nothing for None."""
    text = remaining_short(span)
    return _("%(span)s (business hours)", _language()) % {"span": text} if text and business else text


def remaining_short(span: timedelta | float | None) -> str:
    """As `remaining`, without saying that the hours are business hours (say so in a title)."""
    if span is None:
        return ""
    seconds, language = _seconds(span), _language()
    words = _("%(span)s over", language) if seconds < 0 else _("%(span)s left", language)
    return words % {"span": _duration(seconds, language)}
