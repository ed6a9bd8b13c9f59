"""A calendar invitation (RFC 5545, RFC 6047) as a few readable lines: what, when, where, who.

Without labels, since the text belongs to the mail and not to a reader's language.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from .words import one_line

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"^([A-Za-z-]+)((?:;[^:\n\"]*(?:\"[^\"\n]*\"[^:\n\"]*)*)?):(.*)$", re.M)
_ESCAPE = re.compile(r"\\([nN,;\\])")
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?")
_MAX_EVENTS = 20
_SILENT_METHODS = ("", "REQUEST", "PUBLISH")


def invitation_text(calendar: str) -> str:
    """The events of a calendar file as text, "" when it holds none. Times stay in the zone they are given in."""
    calendar = _FOLD.sub("", calendar[:200_000])
    method = ""
    events: list[dict[str, tuple[str, str]]] = []
    event: dict[str, tuple[str, str]] | None = None
    for found in _LINE.finditer(calendar):
        name, parameters, value = found.group(1).upper(), found.group(2), found.group(3).strip()
        if name == "METHOD":
            method = value.upper()
        elif name == "BEGIN" and value.upper() in ("VEVENT", "VTODO") and len(events) < _MAX_EVENTS:
            event = {}
            events.append(event)
        elif name == "END" and value.upper() in ("VEVENT", "VTODO"):
            event = None
        elif event is not None:
            event.setdefault(name, (value, parameters))
    return "\n\n".join(_event_text(each, method) for each in events if each)


def _event_text(event: dict[str, tuple[str, str]], method: str) -> str:
    summary = _plain(event.get("SUMMARY", ("", ""))[0])
    lines = [f"📅 {summary}" if method in _SILENT_METHODS else f"📅 [{method[:20]}] {summary}"]
    start, end = (_when(event[name]) if name in event else "" for name in ("DTSTART", "DTEND"))
    lines.append(f"{start} – {end}" if end else start)
    lines.append(_plain(event.get("LOCATION", ("", ""))[0]))
    lines.append(_person(*event.get("ORGANIZER", ("", ""))))
    lines.append(_plain(event.get("RRULE", ("", ""))[0]))
    lines = [line for line in lines if line.strip()]
    description = _ESCAPE.sub(_unescape, event.get("DESCRIPTION", ("", ""))[0]).strip()
    if description:
        lines += ["", description[:5_000]]
    return "\n".join(lines)


def _unescape(found: re.Match[str]) -> str:
    return "\n" if found.group(1) in "nN" else found.group(1)


def _plain(value: str) -> str:
    return one_line(_ESCAPE.sub(_unescape, value))


def _person(value: str, parameters: str) -> str:
    name = re.search(r"CN=\"?([^;:\"]+)", parameters, re.I)
    address = re.sub(r"^mailto:", "", value, flags=re.I)
    return f"{name.group(1)} <{address}>" if name else address


def _when(field: tuple[str, str]) -> str:
    value, parameters = field
    found = _STAMP.search(value)
    if found is None:
        return _plain(value)
    year, month, day = (int(found.group(index)) for index in (1, 2, 3))
    zone = re.search(r"TZID=\"?([^;:\"]+)", parameters, re.I)
    try:
        if found.group(4) is None:
            return f"{datetime(year, month, day, tzinfo=UTC):%Y-%m-%d}"
        at = datetime(year, month, day, int(found.group(4)), int(found.group(5)), tzinfo=UTC)
    except ValueError:
        return _plain(value)
    suffix = " UTC" if found.group(7) else (f" ({zone.group(1)})" if zone else "")
    return f"{at:%Y-%m-%d %H:%M}{suffix}"
