"""What was found in a message, as lines of its log: made from its reading when somebody asks, not kept twice."""

from collections.abc import Iterator

from ..contracts import AutomaticKind, LogLine, ReceivedFlag
from ..found_wording import found_words, kind_words
from ..models import Reading, Received
from ..note_words import note_words
from ..wording import words_of
from .notes import flagged, notes_of

# Headers that say by themselves that no person wrote, and for `Return-Path` only when it is empty.
_SIGNS = (
    "auto-submitted", "precedence", "x-precedence", "x-autoreply", "x-autorespond", "x-apple-action",
    "x-failed-recipients", "list-id", "list-unsubscribe", "list-post", "feedback-id", "x-auto-response-suppress",
)  # fmt: skip
_EMPTY_PATH = ("<>", "")
_LONGEST = 80


def reading_log(received: Received, reading: Reading, files: int) -> Iterator[LogLine]:
    """Read, what was odd or could not be read, what it was taken for and why, and what a machine may do with it."""
    at = reading.parsed_at
    sender = reading.from_address or "?"
    data = {"sender": sender, "files": files, "characters": len(reading.text)}
    yield LogLine(at, "parsed", words_of("parsed", data))
    for note in (*notes_of(reading), *flagged(received, reading.flags)):
        if note.code != ReceivedFlag.SAME_ID_OTHER_BODY:  # told when it was stored
            yield LogLine(at, "told", note_words(note))
    for flag in reading.flags:
        if words := found_words(flag):
            yield LogLine(at, "found", words)
    yield LogLine(at, "kind", kind_words(reading.automatic, _signs(reading)))
    if not _may_be_answered(reading):
        yield LogLine(at, "no_machine", words_of("no_machine", {}))


def _signs(reading: Reading) -> str:
    """The signs in its header; "" when there is none and its words decided."""
    if reading.automatic == AutomaticKind.PERSON.value:
        return ""
    found = [f"{_titled(name)}: {reading.headers[name][:_LONGEST]}" for name in _SIGNS if reading.headers.get(name)]
    if reading.headers.get("return-path", "?").strip() in _EMPTY_PATH:
        found.append("Return-Path: <>")
    if reading.bounce.get("recipients"):
        found += [f"{each['status']} {each['address']}".strip() for each in reading.bounce["recipients"][:3]]
    return "; ".join(found)


def _titled(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))


def _may_be_answered(reading: Reading) -> bool:
    """As contracts.ReceivedMessage.answer_automatically."""
    own = {ReceivedFlag.OWN_MAIL.value, ReceivedFlag.LOOP.value, ReceivedFlag.HISTORY.value}
    person = reading.automatic == AutomaticKind.PERSON.value
    return person and bool(reading.from_address) and not own & set(reading.flags)
