"""What the reader told of a message, and what its flags tell."""

from collections.abc import Iterable, Iterator

from ..contracts import Note, ReceivedFlag
from ..models import Reading, Received
from ..note_words import LOGGED

_TOLD = ("date_future", "several_from", "from_missing", "encrypted", ReceivedFlag.SAME_ID_OTHER_BODY.value)


def notes_of(reading: Reading) -> tuple[Note, ...]:
    """The notes of a reading; sentences of rows of old as they stand."""
    return tuple(note_of(row) for row in reading.notes)


def note_of(row: dict[str, str | int] | str) -> Note:
    """A note as a row keeps it."""
    if isinstance(row, str):
        return Note("said", detail=row)
    code = str(row.get("code", ""))
    return Note(
        code,
        str(row.get("about", "")),
        str(row.get("detail", "")),
        int(row.get("limit", 0)),
        shown=code not in LOGGED,
    )


def flagged(received: Received, flags: Iterable[str]) -> Iterator[Note]:
    """What whoever answers should know of a message's flags."""
    found = set(flags)
    for flag in _TOLD:
        if flag in found:
            yield Note(flag)
    if ReceivedFlag.TOO_LARGE in found:
        yield Note(ReceivedFlag.TOO_LARGE.value, limit=int(received.envelope.get("size", 0)))
