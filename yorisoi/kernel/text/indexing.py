"""From a text to the tokens it is filed under."""

from __future__ import annotations  # Sudachi is imported when first needed

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from yorisoi.kernel.text import folding, sudachi, words
from yorisoi.kernel.text.codes import Code, codes

if TYPE_CHECKING:
    from sudachipy import Morpheme

_MOST_REMEMBERED = 20_000
_LONGEST_RUN = 12
_LONGEST_LINE_REMEMBERED = 120


class Filed(NamedTuple):
    """What one word is filed under, its kana if it may be a splinter of a word in hiragana, its kanji if it is a bare
    stem of a verb."""

    tokens: tuple[str, ...]
    splinter: str
    stem: str


# Dictionary words come again and again: what each is filed under is worked out once (about 10 MB when full).
_remembered: dict[int, Filed] = {}


def search_terms(text: str) -> list[str]:
    """The search tokens of `text`, repeated as often as they occur.

    Each is `n_…`, `r_…`, `s_…`, `b_…` or `c_…` (see `words`): letters, digits, underscores; at most 66 of them.
    Any length of text is taken; stop words and signs leave nothing.
    """
    terms: list[str] = []
    for line in folding.compatible(text).split("\n"):
        terms.extend(_terms_of_line(line) if len(line) <= _LONGEST_LINE_REMEMBERED else _terms(line))
    return terms


def _terms(text: str) -> tuple[str, ...]:
    terms: list[str] = []
    for _start, chunk in sudachi.chunks(text):
        evened = folding.even(chunk)
        for code in codes(evened):
            for word in code.words:
                terms.append("n_" + word)
            terms.extend(latin_terms(code))
        if not evened.isascii():
            _file_words(evened, terms)
    return tuple(terms)


# No word goes over the end of a line, and the lines of greetings, answers and signatures come again and again
# (about 3 MB when full).
_terms_of_line = lru_cache(maxsize=2_000)(_terms)


def _file_words(chunk: str, terms: list[str]) -> None:
    """Sudachi takes へんきん, もうしこみ and 売切 apart; what stands together is filed as one word as well."""
    run, splinters, before = "", 0, ""
    for morpheme in sudachi.morphemes(chunk):
        tokens, splinter, stem = _remembered.get(morpheme.word_id()) or filed_under(morpheme)
        terms.extend(tokens)
        if before and stem:
            terms.append(f"c_{before}{stem}")
        before = stem
        if splinter:
            run += splinter
            splinters += 1
            continue
        if splinters > 1 and len(run) <= _LONGEST_RUN:
            terms.append("n_" + run)
        run, splinters = "", 0
    if splinters > 1 and len(run) <= _LONGEST_RUN:
        terms.append("n_" + run)


def latin_terms(code: Code) -> list[str]:
    """What the dictionary adds to a run of Latin words: login is ログイン too. Nothing for addresses and numbers."""
    return [token for piece in code.pieces for token in words.latin_tokens(piece)] if code.is_words else []


def filed_under(morpheme: Morpheme) -> Filed:
    """The tokens of one word of Sudachi's and of its parts; none for stop words, signs and Latin runs."""
    word_id = morpheme.word_id()
    if not sudachi.is_known(word_id):
        return _work_out(morpheme)
    known = _remembered.get(word_id)
    if known is None:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        known = _remembered[word_id] = _work_out(morpheme)
    return known


def _work_out(morpheme: Morpheme) -> Filed:
    surface = morpheme.raw_surface()
    if folding.compatible(surface).isascii():  # `codes` has found it
        return Filed((), "", "")
    whole = words.word(morpheme)
    found = [] if whole is None else list(whole.index_tokens())
    for part in words.parts(morpheme):
        found.extend(part.index_tokens())
    return Filed(tuple(dict.fromkeys(found)), words.splinter(morpheme), words.stem(morpheme))
