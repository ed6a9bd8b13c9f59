"""The one door to Sudachi: the dictionary is loaded when first needed, each thread has a tokenizer of its own.

SudachiPy 0.7. Words come in mode C (the longest), their mode-A parts by `parts`. Sudachi refuses texts beyond 49,149
bytes; `chunks` cuts at lines and sentences long before that.

The dictionary (202 MB) is mapped read-only from its file. Loading touches 75 MB of it, steady work up to 170 MB, and
all of that counts as this process's memory although it is only the system's file cache. `rest` lets go of it: the
next text takes what it needs (about 10 MB) from the cache again in 1–2 ms.
"""

from __future__ import annotations  # Sudachi is imported when first needed

import ctypes
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from yorisoi.kernel.text import folding

if TYPE_CHECKING:
    from sudachipy import Dictionary, Morpheme, Tokenizer

CHUNK = 8_000
"""Characters given to Sudachi at once (at most 32,000 bytes of UTF-8)."""
_OUT_OF_DICTIONARY = 0xF000_0000
_REST_EVERY = 60.0
_MADV_DONTNEED = 4
_rested_at = 0.0
_own = threading.local()
_loading = threading.Lock()
_BORDERS = (re.compile(r"\n"), re.compile(r"[。！？!?]|\. "), re.compile(r"[、,;\s]"))


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text (mode C): `text[begin:end]` is `surface`.

    `normalised` is Sudachi's normalised form (引越し → 引っ越し), `reading` the katakana reading of the surface,
    `synonyms` Sudachi's synonym group ids, `kind` the first part of speech (名詞, 動詞 …), `known` False for
    words that are not in the dictionary.
    """

    surface: str
    normalised: str
    reading: str
    synonyms: tuple[int, ...]
    kind: str
    known: bool
    begin: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of `text` in mode C, white space left out, of any length of text."""
    result = []
    for start, chunk in chunks(text):
        for m in morphemes(folding.even(chunk)):
            kind = m.part_of_speech()[0]
            if kind == "空白":
                continue
            begin, end = m.begin() + start, m.end() + start
            reading = _reading(m)
            surface, normalised = text[begin:end], m.normalized_form()
            result.append(
                Token(surface, normalised, reading, tuple(m.synonym_group_ids()), kind, not m.is_oov(), begin, end)
            )
    return result


def reading(text: str) -> str:
    """`text` as it is read, in katakana; what has no reading (signs, unknown Latin words) stays as it is.

    A guess by the dictionary: 佐藤 is サトウ, but 東海林 may be トウカイリン. Names need the owner's own reading.
    """
    result = []
    for _start, chunk in chunks(text):
        for m in morphemes(chunk):
            result.append(_reading(m))
    return "".join(result)


def morphemes(chunk: str) -> Iterator[Morpheme]:
    """Sudachi's own words of a text not longer than `CHUNK`, in mode C."""
    global _rested_at  # one float; two threads resting at once do no harm
    if time.monotonic() - _rested_at > _REST_EVERY:
        _rested_at = time.monotonic()
        rest()
    try:
        return iter(_tokenizer().tokenize(chunk))
    except UnicodeEncodeError:  # half a surrogate pair, from a broken mail
        return iter(_tokenizer().tokenize(chunk.encode("utf-8", "replace").decode()))


def rest() -> None:
    """Gives the memory of the mapped dictionary back to the system's file cache (Linux; elsewhere it does nothing).

    Safe at any time, also while other threads read words. Done by itself now and then; worth a call after bulk work.
    """
    maps = Path("/proc/self/maps")
    if sys.platform != "linux" or not _dictionary.cache_info().currsize or not maps.exists():
        return
    madvise = ctypes.CDLL(None).madvise
    for line in maps.read_text().splitlines():
        if line.endswith("/sudachidict_core/resources/system.dic"):
            begin, end = (int(address, 16) for address in line.split()[0].split("-"))
            madvise(ctypes.c_void_p(begin), ctypes.c_size_t(end - begin), _MADV_DONTNEED)


def entries(surface: str) -> list[Morpheme]:
    """The dictionary's words written exactly `surface` (width and case aside), without any context."""
    return list(_dictionary().lookup(surface))


def parts(morpheme: Morpheme) -> list[Morpheme]:
    """The mode-A parts of a mode-C word; empty if it has none."""
    from sudachipy import SplitMode

    return list(morpheme.split(SplitMode.A, add_single=False))


def is_known(word_id: int) -> bool:
    """True if the id is a dictionary word's, and so always means the same word."""
    return word_id < _OUT_OF_DICTIONARY


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """`text` in pieces of at most `CHUNK` characters with the offset of each; the pieces together are `text`.

    Cut after a line, else after a sentence, else after a comma or space, else between two characters.
    """
    start = 0
    while len(text) - start > CHUNK:
        end = start + _cut(text[start : start + CHUNK])
        yield start, text[start:end]
        start = end
    if start < len(text):
        yield start, text[start:]


def _cut(piece: str) -> int:
    for border in _BORDERS:
        ends = [match.end() for match in border.finditer(piece, len(piece) // 2)]
        if ends:
            return ends[-1]
    return len(piece)


def _reading(morpheme: Morpheme) -> str:
    surface: str = morpheme.raw_surface()
    if folding.is_kana(surface):
        return folding.fold(surface)
    kind = morpheme.part_of_speech()[0]
    if kind in {"補助記号", "空白"} or (morpheme.is_oov() and kind == "名詞" and surface.isascii()):
        return surface
    result: str = morpheme.reading_form()
    return result


@cache
def _dictionary() -> Dictionary:
    from sudachipy import Dictionary

    return Dictionary(dict="core")


def _tokenizer() -> Tokenizer:
    tokenizer: Tokenizer | None = getattr(_own, "tokenizer", None)
    if tokenizer is None:
        with _loading:
            tokenizer = _own.tokenizer = _dictionary().tokenizer(mode="C")
            rest()
    return tokenizer
