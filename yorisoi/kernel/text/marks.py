"""Where in a text a query was met, for snippets and marks."""

from collections.abc import Iterable, Iterator

from yorisoi.kernel.text import folding, indexing, sudachi
from yorisoi.kernel.text.asking import QueryTerm
from yorisoi.kernel.text.codes import codes


def spans(text: str, terms: Iterable[QueryTerm]) -> list[tuple[int, int]]:
    """The places `text[begin:end]` that answer one of `terms`, from left to right, touching ones joined.

    Offsets are those of `text` as given. A text that is not composed (NFC), or holds variation selectors, is marked
    by the words that stand before its first such character.
    """
    wanted = {token for term in terms for token in _tokens(term)}
    if not wanted:
        return []
    text = text[: _first_difference(text)]
    found: list[tuple[int, int]] = []
    for start, chunk in sudachi.chunks(text):
        evened = folding.even(chunk)
        for code in codes(evened):
            if any("n_" + word in wanted for word in code.words) or wanted.intersection(indexing.latin_terms(code)):
                found.append((start + code.begin, start + code.end))
        if not evened.isascii():
            for morpheme in sudachi.morphemes(evened):
                if not wanted.isdisjoint(indexing.filed_under(morpheme).tokens):
                    found.append((start + morpheme.begin(), start + morpheme.end()))
    return _joined(sorted(found))


def _tokens(term: QueryTerm) -> Iterator[str]:
    for token, _worth in term.alternatives():
        yield token
    yield from term.pieces
    for part in term.parts:
        yield from _tokens(part)


def _first_difference(text: str) -> int:
    composed = folding.without_selectors(text)
    if composed == text:
        return len(text)
    return next((i for i, (a, b) in enumerate(zip(text, composed, strict=False)) if a != b), len(composed))


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for begin, end in found:
        if result and begin <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((begin, end))
    return result
