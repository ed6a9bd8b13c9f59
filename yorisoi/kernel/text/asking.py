"""From what somebody types into the search box to what the index is asked for."""

from __future__ import annotations  # a QueryTerm holds QueryTerms

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yorisoi.kernel.text import folding, sudachi, words
from yorisoi.kernel.text.codes import Code, codes, is_stop_word

if TYPE_CHECKING:
    from sudachipy import Morpheme

LONGEST_QUERY = 400
"""Characters of a query that are read; the rest is left out."""
MOST_TERMS = 16
"""Terms of a query at most; a pasted letter is asked for by its first ones."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """One thing a document must have. It has it if ANY of these holds:

    - one token of `exact` (the word itself), `near` (other writings) or `synonyms` is among the document's tokens;
    - all of `pieces` are (two-letter pieces of a word that is unknown in the document);
    - all of `parts`, terms themselves, are had (メールアドレス by メール and アドレス).

    `text` is the word as typed. The four are of falling worth for ranking, see `WEIGHTS`.
    """

    text: str
    exact: tuple[str, ...]
    near: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    parts: tuple[QueryTerm, ...] = ()

    def alternatives(self) -> Iterator[tuple[str, float]]:
        """Each token that fulfils the term alone, with its worth."""
        for kind in ("exact", "near", "synonyms"):
            for token in getattr(self, kind):
                yield token, WEIGHTS[kind]


WEIGHTS = {"exact": 1.0, "near": 0.7, "parts": 0.5, "pieces": 0.4, "synonyms": 0.3}
"""How much a hit is worth by what it was found by. PostgreSQL's weights A, B, C, D stand close to these."""


def query_terms(text: str) -> list[QueryTerm]:
    """What a document must have to answer the query `text`: all terms of the list (a caller may relax that).

    Stop words ask for nothing: できない alone gives an empty list, and ログインできない asks for ログイン only.
    """
    # line by line, as documents are filed: what a word is depends on its neighbours
    lines = folding.compatible(text)[:LONGEST_QUERY].split("\n")
    distinct = {(term.exact, term.near): term for line in lines for term in _terms_of_line(folding.even(line))}
    return list(distinct.values())[:MOST_TERMS]


def _terms_of_line(evened: str) -> list[QueryTerm]:
    """The terms of one line in the order in which they stand."""
    found, covered = _word_terms(evened) if not evened.isascii() else ([], [])
    for begin, end in words.hiragana_runs(evened):
        found = _with_run(found, evened, begin, end)
    for code in codes(evened):
        if not any(begin <= code.begin and code.end <= end for begin, end in covered):
            found.extend((code.begin, term) for term in _code_terms(code, evened))
    found.sort(key=lambda placed: placed[0])
    return [term for _place, term in found]


def _word_terms(evened: str) -> tuple[list[tuple[int, QueryTerm]], list[tuple[int, int]]]:
    """The terms of Japanese words with their places, and the spans of all words (stop words too) that are not Latin."""
    found: list[tuple[int, QueryTerm]] = []
    covered: list[tuple[int, int]] = []
    before = ""
    for morpheme in sudachi.morphemes(evened):
        if morpheme.raw_surface().isascii():
            before = ""
            continue
        covered.append((morpheme.begin(), morpheme.end()))
        stem = words.stem(morpheme)
        if before and stem and found:
            found.append(_compound(before, stem, found.pop(), morpheme))
            before = ""
            continue
        before = stem
        whole = words.word(morpheme)
        parts = tuple(_term(part, is_part=True) for part in words.parts(morpheme))
        if whole is not None:
            found.append((morpheme.begin(), _term(whole, parts)))
        else:
            found.extend((morpheme.begin(), part) for part in parts)
    return found, covered


def _compound(before: str, stem: str, first: tuple[int, QueryTerm], morpheme: Morpheme) -> tuple[int, QueryTerm]:
    """売切, which Sudachi takes apart: accept 売り切れ and the like, or both verbs."""
    second = words.word(morpheme)
    parts = (first[1], *([_term(second)] if second else ()))
    return first[0], QueryTerm(before + stem, exact=(), near=(f"c_{before}{stem}",), parts=parts)


def _with_run(found: list[tuple[int, QueryTerm]], evened: str, begin: int, end: int) -> list[tuple[int, QueryTerm]]:
    """A run of hiragana may be one word that Sudachi took apart (へんきん): accept it whole, or by its splinters."""
    inside = [term for place, term in found if begin <= place < end]
    if not inside:
        return found
    spoken = folding.letters(evened[begin:end])
    near = (f"n_{spoken}", f"r_{spoken}")
    if len(inside) == 1 and near[0] in (*inside[0].exact, *inside[0].near):
        return found
    run = QueryTerm(evened[begin:end], exact=(), near=near, parts=tuple(inside))
    return [(place, term) for place, term in found if not begin <= place < end] + [(begin, run)]


def as_fts5(terms: list[QueryTerm], match: str = "AND") -> str:
    """`terms` as an SQLite FTS5 MATCH expression; "" if there are none. `match` "OR" asks for any of the terms.

    For a table with `tokenize = "ascii tokenchars '_'"`, which keeps our tokens as they are.
    """
    return f" {match} ".join(_expression(term, " OR ", " AND ", '"{}"') for term in terms)


def as_tsquery(terms: list[QueryTerm], match: str = "&") -> str:
    """`terms` as a PostgreSQL `tsquery` literal (cast it: `%s::tsquery`); "" if there are none. `match` may be "|".

    The documents' side is `array_to_tsvector(tokens)` or a `tsvector` literal, never `to_tsvector`, whose parser would
    take our tokens apart.
    """
    return f" {match} ".join(_expression(term, " | ", " & ", "'{}'") for term in terms)


def _expression(term: QueryTerm, any_of: str, all_of: str, quoted: str) -> str:
    choices = [quoted.format(token) for token, _worth in term.alternatives()]
    if term.pieces:
        choices.append("(" + all_of.join(quoted.format(piece) for piece in term.pieces) + ")")
    if term.parts:
        choices.append("(" + all_of.join(_expression(part, any_of, all_of, quoted) for part in term.parts) + ")")
    return choices[0] if len(choices) == 1 else "(" + any_of.join(choices) + ")"


def _term(word: words.Word, parts: tuple[QueryTerm, ...] = (), *, is_part: bool = False) -> QueryTerm:
    pieces = () if is_part else word.bigrams
    return QueryTerm(word.text, (word.exact,), word.near_tokens(), word.synonyms, pieces, parts)


def _code_terms(code: Code, evened: str) -> Iterator[QueryTerm]:
    """The whole of a code; by its pieces where it is too long to have a word of its own."""
    asked = (code.whole,) if code.whole else code.pieces
    for word in asked:
        if is_stop_word(word):
            continue
        known = words.latin_tokens(word)
        near = tuple(token for token in known if token[0] == "n")
        synonyms = tuple(token for token in known if token[0] == "s")
        text = evened[code.begin : code.end] if code.whole else word
        yield QueryTerm(text, (f"n_{word}",), near, synonyms)
