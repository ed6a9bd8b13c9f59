"""What one dictionary word becomes in the search index, and what it asks for in a query.

Search tokens hold only letters, digits and one underscore after the kind, folded by `folding.letters`:

    n_  the word itself in its normalised form, and as written in kana      n_引ッ越シ, n_ヒッコシ
    r_  the reading of a word written with kanji                           r_ヒッコシ
    s_  a synonym group of the dictionary                                  s_21673
    b_  two neighbouring letters of an unknown word                        b_トレ
    c_  the two kanji of a compound verb, whatever kana stand between      c_売切 (売り切れ, 売切れ, 売切)

A kanji word asks for kana writings (n_ of its reading), a kana word for kanji readings too (r_); two kanji words that
only sound alike (地震, 自身) do not meet, unless they are names of people (渡部, 渡辺), where writers guess.
"""

from __future__ import annotations  # Sudachi is imported when first needed

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from yorisoi.kernel.text import folding, sudachi

if TYPE_CHECKING:
    from sudachipy import Morpheme

_STOP_KINDS = frozenset({"助詞", "助動詞", "補助記号", "記号", "空白", "接続詞", "連体詞", "代名詞"})
_STOP_LINE = (
    "為る 居る 有る 在る 無い 出来る 成る 下さる 頂く 貰う 呉れる 致す 御座る 仕舞う 為さる 仰る 御 様 さん 殿 事 物 "
    "為 筈 訳 所 方 程 等 達 良い 宜しい 其 此 於く 就く 因る 対する 関する 様だ"
)
_STOP_WORDS = frozenset(_STOP_LINE.split())
_KINDS_WITHOUT_SYNONYMS = frozenset({"数詞", "人名", "接尾辞", "接頭辞"})
_LONGEST = 32
_PIECEMEAL = re.compile("[ァ-ヺー々一-鿿㐀-䶿]{2,}")
"""Katakana and kanji, of which unknown names and products are made."""
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_COMPOUND = re.compile("([一-鿿㐀-䶿])(?:ッ?[イエキケギゲシセジゼチテニネミメリレビベ]|ッ)([一-鿿㐀-䶿])[ァ-ヺ]{0,3}")
"""売リ切レ, 切リ替ワル, 引ッ越シ: a verb's stem before another verb, in the letters of `folding`."""
_STEM = re.compile("([一-鿿㐀-䶿])[ァ-ヺ]{1,2}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word that is not a stop word, with what it can be found by. Token strings come with their kind."""

    text: str
    exact: str
    spoken: tuple[str, ...]
    synonyms: tuple[str, ...]
    bigrams: tuple[str, ...]
    compound: tuple[str, ...]
    in_kana: bool
    is_name: bool
    known: bool

    def index_tokens(self) -> tuple[str, ...]:
        """What a document holding this word is filed under."""
        kind = "n_" if self.in_kana else "r_"
        unknown = () if self.known else self.bigrams
        spoken = (kind + reading for reading in self.spoken)
        found = (self.exact, *spoken, *self.synonyms, *self.compound, *unknown)
        return tuple(dict.fromkeys(found))

    def near_tokens(self) -> tuple[str, ...]:
        """Other writings of this word that a query for it accepts."""
        kinds = ("n_", "r_") if self.in_kana or self.is_name else ("n_",)
        found = dict.fromkeys([*(kind + reading for reading in self.spoken for kind in kinds), *self.compound])
        return tuple(token for token in found if token != self.exact)


@lru_cache(maxsize=10_000)
def latin_tokens(plain: str) -> tuple[str, ...]:
    """What the dictionary knows of a Latin word: login is also n_ログイン and stands in synonym group s_298."""
    if not 2 <= len(plain) <= 20 or not plain.isalpha():
        return ()
    for entry in sudachi.entries(plain):
        kind = entry.part_of_speech()
        if kind[0] != "名詞" or kind[2] in {"人名", "地名"}:
            continue
        known = folding.letters(entry.normalized_form())
        groups = tuple(f"s_{group}" for group in entry.synonym_group_ids()[:6])
        return groups if known.isascii() else (f"n_{known}", *groups)
    return ()


def word(morpheme: Morpheme) -> Word | None:
    """What `morpheme` stands for, or None for a stop word or a sign."""
    pos = morpheme.part_of_speech()
    normalised = morpheme.normalized_form()
    if pos[0] in _STOP_KINDS or normalised in _STOP_WORDS:
        return None
    surface = morpheme.raw_surface()
    exact = folding.letters(normalised)[:_LONGEST]
    if not exact:
        return None
    written = folding.letters(surface)
    known = not morpheme.is_oov()
    silent = len(written) < 2 or bool(_KINDS_WITHOUT_SYNONYMS.intersection(pos))
    return Word(
        text=surface,
        exact=f"n_{exact}",
        spoken=_spoken(morpheme, pos),
        synonyms=() if silent else tuple(f"s_{group}" for group in morpheme.synonym_group_ids()),
        bigrams=_bigrams(written),
        compound=_compound(exact),
        in_kana=folding.is_kana(written),
        is_name=pos[2] == "人名",
        known=known or pos[1] == "数詞",
    )


def _spoken(morpheme: Morpheme, pos: tuple[str, ...]) -> tuple[str, ...]:
    """Readings of the plain form and, where it can stand as a noun (ひっこし), of the form itself."""
    if pos[1] == "数詞" or (morpheme.is_oov() and not folding.is_kana(morpheme.raw_surface())):
        return ()
    plain = morpheme.dictionary_form_morpheme().reading_form()
    forms = [plain, morpheme.reading_form()] if pos[5].startswith("連用形-一般") else [plain]
    folded = dict.fromkeys(folding.letters(form)[:_LONGEST] for form in forms)
    return tuple(form for form in folded if len(form) > 1)


def _bigrams(written: str) -> tuple[str, ...]:
    if len(written) > _LONGEST or not _PIECEMEAL.fullmatch(written):
        return ()
    return tuple(dict.fromkeys(f"b_{written[i : i + 2]}" for i in range(len(written) - 1)))


def _compound(exact: str) -> tuple[str, ...]:
    found = _COMPOUND.fullmatch(exact)
    return (f"c_{found[1]}{found[2]}",) if found else ()


def stem(morpheme: Morpheme) -> str:
    """The kanji of a verb's stem written without its kana (売 for 売り); "" for all other words."""
    surface = morpheme.raw_surface()
    found = _STEM.fullmatch(folding.letters(morpheme.normalized_form())) if len(surface) == 1 else None
    return surface if found and found[1] == surface else ""


def splinter(morpheme: Morpheme) -> str:
    """The katakana of a word written in hiragana that is no particle or auxiliary; "" for all other words."""
    surface = morpheme.raw_surface()
    if morpheme.part_of_speech()[0] in _STOP_KINDS or not _HIRAGANA.fullmatch(surface):
        return ""
    return folding.letters(surface)


def hiragana_runs(text: str) -> list[tuple[int, int]]:
    """The places in `text` where two to twelve hiragana stand between other letters or the ends."""
    return [match.span() for match in _HIRAGANA.finditer(text) if 2 <= len(match.group()) <= 12]


def parts(morpheme: Morpheme) -> list[Word]:
    """The mode-A parts of `morpheme` that are not stop words; empty if it is one piece."""
    return [found for part in sudachi.parts(morpheme) if (found := word(part)) is not None]
