"""How much a text reads like language: the judge between two decodings that both lose nothing.

In each East Asian charset the characters of everyday text stand in its first level (JIS X 0208 rows 16-47, GB 2312
rows 16-55, the Hangul of KS X 1001); the same bytes under a wrong charset fall into rare rows and symbols.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

_RUN = re.compile(rb"(?:[\x81-\x9f][\x40-\x7e](?=[\x81-\x9f\xe0-\xfc])|[\x80-\xff])+")
_MAX_CHARS = 2_000


@lru_cache(maxsize=1)
def _jis_first() -> frozenset[str]:
    return _rows("cp932", ((lead, trail) for lead in range(0x88, 0x99) for trail in range(0x40, 0xFD)))


@lru_cache(maxsize=1)
def _gb_first() -> frozenset[str]:
    return _rows("gb2312", ((lead, trail) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)))


@lru_cache(maxsize=1)
def _big5_first() -> frozenset[str]:
    return _rows("big5", ((lead, trail) for lead in range(0xA4, 0xC7) for trail in range(0x40, 0xFF)))


@lru_cache(maxsize=1)
def _ks_first() -> frozenset[str]:
    return _rows("euc_kr", ((lead, trail) for lead in range(0xB0, 0xC9) for trail in range(0xA1, 0xFF)))


def _rows(codec: str, pairs: Iterable[tuple[int, int]]) -> frozenset[str]:
    found = set()
    for pair in pairs:
        try:
            found.add(bytes(pair).decode(codec))
        except UnicodeDecodeError:
            continue
    return frozenset(found)


_EAST_ASIAN = frozenset(("cp932", "euc-jp", "iso-2022-jp", "gb18030", "big5hkscs", "cp949"))
_PRIVATE = {"cp932": 0.2}
"""In cp932 the private use area holds the mobile carriers' emoji; elsewhere it is a sign of a wrong charset."""
_IDEOGRAPHS = {
    "gb18030": _gb_first,
    "big5hkscs": _big5_first,
    "cp949": _ks_first,
}


def _weight(char: str, first_level: frozenset[str], charset: str) -> float:
    code = ord(char)
    if 0x3041 <= code <= 0x3096 or 0x30A1 <= code <= 0x30FC:
        return 1.0
    if 0x4E00 <= code <= 0x9FFF:
        return 0.8 if char in first_level else 0.1
    if 0xAC00 <= code <= 0xD7A3:
        return 0.78 if char in first_level else 0.1
    if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF60:
        return 0.7
    if 0xFF61 <= code <= 0xFF9F:
        return 0.05
    if 0x0400 <= code <= 0x04FF:
        return 0.0 if charset in _EAST_ASIAN else 0.65
    if 0x00C0 <= code <= 0x024F:
        return 0.3
    if 0x00A0 <= code <= 0x00BF or 0x2010 <= code <= 0x2122:
        return 0.2
    if 0x80 <= code <= 0x9F or code == 0xFFFD:
        return -3.0
    if 0xE000 <= code <= 0xF8FF:
        return _PRIVATE.get(charset, -1.0)
    return 0.0 if code < 0x10000 else -0.5


def reads_like(text: str, charset: str = "utf-8") -> float:
    """Mean plausibility of the non-ASCII characters of `text`, about -3 to 1; 1.0 is pure kana, 0 is noise."""
    first = _IDEOGRAPHS.get(charset, _jis_first)()
    chars = [char for char in text if char > "\x7f"][:_MAX_CHARS]
    if not chars:
        return 1.0
    total = sum(_weight(char, first, charset) for char in chars)
    if charset == "cp932":
        total += _half_width_bonus(chars)
    if charset in ("cp1251", "koi8_u"):
        total -= _case_noise(text) * 0.5
    return total / len(chars)


def _half_width_bonus(chars: list[str]) -> float:
    """Half-width kana are noise by themselves, and language beside full-width ones, whose bytes chance seldom hits."""
    full = sum(1 for char in chars if "\u3041" <= char <= "\u30fc")
    half = sum(1 for char in chars if "\uff61" <= char <= "\uff9f")
    return 0.6 * half if full * 8 >= len(chars) else 0.0


def _case_noise(text: str) -> int:
    """Upper-case letters directly after lower-case ones: koi8 read as 1251, or the reverse, swaps the case."""
    return sum(1 for before, after in pairwise(text) if before.islower() and after.isupper())


def isolated_share(data: bytes) -> float:
    """Share of the 8-bit bytes that stand alone among ASCII: high in Western text, low in double-byte text.

    Shift_JIS pairs whose second byte is an ASCII letter ("ソフト" is all such) are no single bytes where they touch.
    """
    runs = [len(run) for run in _RUN.findall(data)]
    total = sum(runs)
    return sum(1 for run in runs if run == 1) / total if total else 0.0
