"""The place in a text that answers a query, with what answers marked, as it was written (ﾛｸﾞｲﾝ for ログイン)."""

import re
from collections.abc import Sequence

from yorisoi.kernel.search.asking import quoted_and_rest
from yorisoi.kernel.text import QueryTerm, query_terms, spans
from yorisoi.kernel.text.folding import even

WIDTH = 120
_READ = 8_000
_STRIDE = 500
_LEAD = 24
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[。！？!?…]|[.;] ")


def snippet(text: str, query: str, width: int = WIDTH) -> list[tuple[str, bool]]:
    """About `width` characters of `text` in pieces with whether each is to be marked; joined they are the excerpt.

    White space is evened, "…" stands where something was left out. Where nothing answers within the first 8,000
    characters, the beginning is given.
    """
    phrases, rest = quoted_and_rest(query)
    terms = query_terms(" ".join([*phrases, rest]))
    text = _SPACE.sub(" ", text[: _READ * 2]).strip()[:_READ]
    start = _opening(text, _first_answer(text, phrases, terms))
    end = min(len(text), start + width)
    pieces = [("…", False)] if start else []
    position = start
    for begin, stop in _marks(text[start:end], phrases, terms):
        pieces += [(text[position : start + begin], False), (text[start + begin : start + stop], True)]
        position = start + stop
    pieces += [(text[position:end] + ("…" if end < len(text) else ""), False)]
    return [piece for piece in pieces if piece[0]]


def _marks(excerpt: str, phrases: Sequence[str], terms: list[QueryTerm]) -> list[tuple[int, int]]:
    """Where phrases stand letter by letter, and where words are met; joined where they touch."""
    evened = even(excerpt)
    found = spans(excerpt, terms)
    literal = phrases if phrases or found else [term.text for term in terms]  # a code may be met by its beginning
    for phrase in map(even, literal):
        found += [(place.start(), place.end()) for place in re.finditer(re.escape(phrase), evened)]
    marks: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if marks and begin <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((begin, end))
    return marks


def _first_answer(text: str, phrases: Sequence[str], terms: list[QueryTerm]) -> int:
    """Where the first word is met as typed; else, which takes longer, where any word is met in another way."""
    evened = even(text)
    for words in (phrases, [term.text for term in terms]):
        places = [place for word in words if (place := evened.find(even(word))) >= 0]
        if places:
            return min(places)
    for start in range(0, len(text), _STRIDE):
        met = spans(text[start : start + _STRIDE + _LEAD], terms)
        if met:
            return start + met[0][0]
    return 0


def _opening(text: str, answer: int) -> int:
    """Where the excerpt begins: at the sentence of the answer if that is near, else a little before the answer."""
    if answer <= 2 * _LEAD:
        return 0
    ends = [sentence.end() for sentence in _SENTENCE.finditer(text, answer - 2 * _LEAD, answer)]
    return ends[0] if ends else answer - _LEAD
