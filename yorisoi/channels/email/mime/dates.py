"""The Date header to an aware time in UTC, tolerant of what programs write."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

_ISO = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)[T ](\d\d?):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
_WEEKDAY = re.compile(r"^\s*[^\s\d,]{1,9}[,.]?\s+(?=\d)")
_JAPANESE_MONTH = re.compile(r"(\d{1,2})\s*月")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse_date(text: str) -> datetime | None:
    """Aware UTC time of an RFC 5322 date or an ISO one; None when it says nothing readable.

    An unknown zone counts as UTC, as RFC 5322 §4.3 asks.
    """
    text = text.strip()[:200]
    if not text:
        return None
    iso = _ISO.search(text)
    try:
        if iso is not None:
            return _from_iso(iso)
        text = _JAPANESE_MONTH.sub(lambda month: _MONTHS[int(month.group(1)) - 1], text)
        parsed = parsedate_tz(text) or parsedate_tz(_WEEKDAY.sub("", text))
        if parsed is None or parsed[0] < 1900:
            return None
        offset = parsed[9] or 0
        if abs(offset) >= 86_400:
            offset = 0
        zone = timezone(timedelta(seconds=offset))
        return datetime(*parsed[:5], min(parsed[5], 59), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _from_iso(iso: re.Match[str]) -> datetime:
    year, month, day, hour, minute = (int(iso.group(index)) for index in range(1, 6))
    zone: timezone = UTC
    given = iso.group(7)
    if given and given != "Z":
        digits = given[1:].replace(":", "")
        delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        zone = timezone(-delta if given[0] == "-" else delta)
    second = min(int(iso.group(6) or 0), 59)
    return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
