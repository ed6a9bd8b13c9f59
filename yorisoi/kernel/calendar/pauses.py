"""Stretches in which a clock stands still, such as waiting for the customer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from yorisoi.kernel.calendar.hours import CalendarError
from yorisoi.kernel.calendar.zones import unix


@dataclass(frozen=True, slots=True)
class Pause:
    """From `start` up to `end` (aware); `end` None while it is still running."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise CalendarError(
                _("A pause cannot end (%(end)s) before it starts (%(start)s).")
                % {"start": self.start.isoformat(), "end": self.end.isoformat()}
            )


NEVER = 1 << 62
"""The end of a pause that is still running, in Unix seconds."""


def merged(pauses: Iterable[Pause], first: int, last: int) -> Iterator[tuple[int, int]]:
    """`pauses` as spans of Unix seconds within `first` and `last`, in order, overlapping and touching ones joined.

    Give `NEVER` for `last` to keep a running pause: its span ends at `NEVER`.
    """
    spans = sorted((unix(pause.start), NEVER if pause.end is None else unix(pause.end)) for pause in pauses)
    begin = stop = first
    for start, end in spans:
        if start > stop:
            if stop > begin:
                yield begin, stop
            begin = stop = min(start, last)
        stop = max(stop, min(end, last))
    if stop > begin:
        yield begin, stop
