"""Names of customers: taken apart as far as plausible, and made comparable."""

import unicodedata
from dataclasses import dataclass

from yorisoi.kernel.text import fold
from yorisoi.kernel.text.names import PersonName, name_reading, split_name

_QUOTES = " \"'“”‘’"
_MOST = 200
_MOST_OF_PART = 100


@dataclass(frozen=True, slots=True)
class ToldName:
    """A name as a sender wrote it, and its parts; `given` is empty where they could not be told apart."""

    display: str
    family: str = ""
    given: str = ""


def told_name(written: str, address: str = "") -> ToldName:
    """The name in a sender's words. No name, or one that only repeats the address, shows the address instead."""
    name = " ".join(_printable(written).split()).strip(_QUOTES)
    if not name or fold(name) == fold(address):
        return ToldName(address[:_MOST])
    parts = split_name(name)
    display = name if str(parts).isascii() or not parts.given else str(parts)
    return ToldName(display[:_MOST], parts.family[:_MOST_OF_PART], parts.given[:_MOST_OF_PART])


def key(text: str) -> str:
    """The folded form by which a name is looked up: kana, width, case, variant kanji and spaces make no difference."""
    return fold(text).replace(" ", "")[:_MOST]


def reading_key(reading: str, family: str, given: str) -> str:
    """The folded reading; for a name without one the dictionary's guess, so that it is found by kana all the same."""
    if reading:
        return key(reading)
    guess = name_reading(PersonName(family, given))
    return key(str(guess)) if guess.family else ""


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Cf"} else sign for sign in text)
