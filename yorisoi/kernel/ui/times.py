"""Moments and spans as people read them: 2026年11月22日(日) 14:05, 3分前, あと2時間10分（営業時間）.

Everything is shown in the active time zone (the organisation's) and the active language.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from yorisoi.kernel import clock

_DAYS_JA = "月火水木金土日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _japanese() -> bool:
    return (translation.get_language() or "").startswith("ja")


def local(moment: date | datetime) -> date | datetime:
    """A moment in the active zone; a naive one or a plain day is returned as it is."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(timezone.get_current_timezone())
    return moment


def day(moment: date | datetime, *, year: bool = True) -> str:
    """2026年11月22日(日) / Sun 22 Nov 2026, without the year if asked."""
    at = local(moment)
    if _japanese():
        text = f"{at.month}月{at.day}日({_DAYS_JA[at.weekday()]})"
        return f"{at.year}年{text}" if year else text
    text = f"{_DAYS_EN[at.weekday()]} {at.day} {_MONTHS_EN[at.month - 1]}"
    return f"{text} {at.year}" if year else text


def date_long(moment: date | datetime | None) -> str:
    """Day, and time where there is one: 2026年11月22日(日) 14:05 / Sun 22 Nov 2026, 14:05. Nothing for None."""
    if moment is None:
        return ""
    at = local(moment)
    if not isinstance(at, datetime):
        return day(at)
    return f"{day(at)} {at:%H:%M}" if _japanese() else f"{day(at)}, {at:%H:%M}"


def date_short(moment: date | datetime | None) -> str:
    """As short as is clear: 14:05 today, 11/21 14:05 this year, 2025/11/21 before. Nothing for None."""
    if moment is None:
        return ""
    at = local(moment)
    today = clock.today()
    if not isinstance(at, datetime):
        return _short_day(at, today)
    if at.date() == today:
        return f"{at:%H:%M}"
    if at.year == today.year:
        return f"{_short_day(at, today)} {at:%H:%M}"
    return _short_day(at, today)


def _short_day(at: date, today: date) -> str:
    if _japanese():
        return f"{at.month}/{at.day}" if at.year == today.year else f"{at.year}/{at.month}/{at.day}"
    text = f"{at.day} {_MONTHS_EN[at.month - 1]}"
    return text if at.year == today.year else f"{text} {at.year}"


def ago(moment: datetime) -> str:
    """How long ago or from now, in one unit: たった今, 3分前, 2時間後, 昨日, 11月22日."""
    seconds = (clock.now() - moment).total_seconds()
    late, size = seconds >= 0, abs(seconds)
    if size < 60:
        return _("just now") if late else _("in a moment")
    if size < 3600:
        minutes = int(size // 60)
        return _("%(n)s min ago") % {"n": minutes} if late else _("in %(n)s min") % {"n": minutes}
    days = (clock.today() - _day_of(moment)).days
    if size < 86400 and (days == 0 or size < 6 * 3600):
        hours = int(size // 3600)
        return _("%(n)s h ago") % {"n": hours} if late else _("in %(n)s h") % {"n": hours}
    return _days_away(moment, days)


def _day_of(moment: datetime) -> date:
    at = local(moment)
    return at.date() if isinstance(at, datetime) else at


def _days_away(moment: datetime, days: int) -> str:
    if days == 1:
        return _("yesterday")
    if days == -1:
        return _("tomorrow")
    if 1 < days < 7:
        return _("%(n)s days ago") % {"n": days}
    if -7 < days < -1:
        return _("in %(n)s days") % {"n": -days}
    at = local(moment)
    if at.year != clock.today().year:
        return _short_day(at, clock.today())
    return f"{at.month}月{at.day}日" if _japanese() else f"{at.day} {_MONTHS_EN[at.month - 1]}"


_TIME = Markup('<time datetime="{}" title="{}" data-relative>{}</time>')


def relative(moment: datetime | None) -> Markup:
    """A <time> element: relative words, with the exact time on hover and for machines. Nothing for None."""
    if moment is None:
        return Markup("")
    return _TIME.format(moment.isoformat(timespec="seconds"), date_long(moment), ago(moment))


def duration(span: timedelta | float | None) -> str:
    """A span (timedelta or seconds) in its two largest units: 2時間10分 / 2 h 10 min. Nothing for None."""
    if span is None:
        return ""
    seconds = int(span.total_seconds() if isinstance(span, timedelta) else span)
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours and minutes:
        return _("%(h)s h %(m)s min") % {"h": f"{hours:,}", "m": minutes}
    if hours:
        return _("%(h)s h") % {"h": f"{hours:,}"}
    if minutes:
        return _("%(m)s min") % {"m": minutes}
    return _("%(s)s s") % {"s": rest}


def remaining(span: timedelta | float | None, business: bool = True) -> str:
    """Time left or overrun: あと2時間10分（営業時間） / 1時間20分超過（営業時間）. Nothing for None."""
    text = remaining_short(span)
    if not text or not business:
        return text
    return _("%(span)s (business hours)") % {"span": text}


def remaining_short(span: timedelta | float | None) -> str:
    """As `remaining`, without saying that the hours are business hours (say so in a title)."""
    if span is None:
        return ""
    seconds = span.total_seconds() if isinstance(span, timedelta) else span
    if seconds < 0:
        return _("%(span)s over") % {"span": duration(-seconds)}
    return _("%(span)s left") % {"span": duration(seconds)}
