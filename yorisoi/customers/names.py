"""Names of people as they are written in mails and forms: taken apart, and made comparable."""

import re
import unicodedata
from dataclasses import dataclass

from yorisoi.kernel.text import fold
from yorisoi.kernel.text import reading as guess_reading

_TITLES = re.compile(r"[\s　]*(?:様|さま|サマ|殿|さん|先生)$")
_QUOTES = " \t\r\n\"'“”‘’"
_MOST = 200


@dataclass(frozen=True, slots=True)
class PersonName:
    """What could be told from a written name; `family` is empty when it could not be taken apart."""

    display: str
    family: str = ""
    given: str = ""


def split_name(written: str, address: str = "") -> PersonName:
    """姓 and 名 of a written name, where plausible: two short parts in Japanese script, the family name first.

    Latin names stay whole (nobody can tell "Kei Mori" from "Mori Kei"); a name that only repeats the address, or no
    name at all, gives the address as the display name.
    """
    name = _TITLES.sub("", " ".join(_printable(written).split()).strip(_QUOTES)).strip()
    if not name or fold(name) == fold(address):
        return PersonName((address or written)[:_MOST])
    parts = name.split(" ")
    if len(parts) == 2 and all(_is_name_part(part) for part in parts):
        return PersonName(name[:_MOST], parts[0], parts[1])
    return PersonName(name[:_MOST])


def key(text: str) -> str:
    """The folded form by which a name is looked up: kana, width, case, variant kanji and spaces make no difference."""
    return fold(text).replace(" ", "")[:_MOST]


def reading_key(reading: str, display: str) -> str:
    """The folded reading; for a name without one a guess, so that it is found by kana all the same."""
    return key(reading) if reading else key(guess_reading(display))


def _printable(text: str) -> str:
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Cf"} else sign for sign in text)


def _is_name_part(part: str) -> bool:
    return 1 <= len(part) <= 8 and all(_is_japanese(sign) for sign in part)


def _is_japanese(sign: str) -> bool:
    return sign in "々〆ヶーｰ" or unicodedata.name(sign, "").startswith(
        ("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA")
    )
