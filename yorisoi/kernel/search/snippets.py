"""The place in a text that answers a query, with what answers marked, as it was written (ﾛｸﾞｲﾝ for ログイン).

Looking for the letters of the query is quick and mostly enough; only where a word of it is not there as typed is the
excerpt taken apart into words.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from yorisoi.kernel.search.asking import quoted_and_rest
from yorisoi.kernel.text import QueryTerm, query_terms, spans
from yorisoi.kernel.text.folding import even, katakana

WIDTH = 120
_READ = 8_000
_STRIDE = 400
_LEAD = 24
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[。！？!?…]|[.;] ")
_MOST_PLACES = 20
_NOTHING = QueryTerm("", ())


def snippet(text: str, query: str, width: int = WIDTH) -> list[tuple[str, bool]]:
    """About `width` characters of `text` in pieces with whether each is to be marked; joined they are the excerpt.

    White space is evened, "…" stands where something was left out. Where nothing answers within the first 8,000
    characters, the beginning is given.
    """
    wanted = _wanted(query)
    text = _SPACE.sub(" ", text[: _READ * 2]).strip()[:_READ]
    plain = _comparable(text)
    places = [
        (place.start(), place.end(), number) for number, one in enumerate(wanted) for place in _places(one, plain)
    ]
    missed = [term for number, (_needle, term) in enumerate(wanted) if all(place[2] != number for place in places)]
    if places:
        answer = _best_place(sorted(places), width)
    else:
        answer, missed = _first_answer(text, missed)
    start = _opening(text, answer)
    end = min(len(text), start + width)
    pieces = [("…", False)] if start else []
    position = start
    near = [(begin - start, stop - start) for begin, stop, _number in places if start <= begin and stop <= end]
    for begin, stop in _joined(near + spans(text[start:end], missed)):
        pieces += [(text[position : start + begin], False), (text[start + begin : start + stop], True)]
        position = start + stop
    pieces += [(text[position:end] + ("…" if end < len(text) else ""), False)]
    return [piece for piece in pieces if piece[0]]


@lru_cache(maxsize=64)
def _wanted(query: str) -> tuple[tuple[re.Pattern[str], QueryTerm], ...]:
    """Each phrase and each other word: to look for letter by letter, and as the index is asked for it."""
    phrases, rest = quoted_and_rest(query)
    words = [(term.text, term) for term in query_terms(rest)]
    return tuple((_needle(text), term) for text, term in [*((text, _NOTHING) for text in phrases), *words])


def _needle(text: str) -> re.Pattern[str]:
    """Latin words are met from their beginning: art is not in start."""
    plain = _comparable(text.strip())
    return re.compile(("(?<![a-z0-9])" if plain[:1].isascii() else "") + re.escape(plain))


def _comparable(text: str) -> str:
    """Of the same length, so that places in it are places in `text`."""
    return katakana(even(text))


def _places(wanted: tuple[re.Pattern[str], QueryTerm], plain: str) -> Iterator[re.Match[str]]:
    return islice(wanted[0].finditer(plain), _MOST_PLACES)


def _best_place(places: list[tuple[int, int, int]], width: int) -> int:
    """Where the most different words stand within an excerpt; the first such place."""
    best, most = 0, 0
    for begin, _end, _number in places:
        different = len({number for at, end, number in places if begin <= at and end <= begin + width - _LEAD})
        if different > most:
            best, most = begin, different
    return best


def _first_answer(text: str, terms: list[QueryTerm]) -> tuple[int, list[QueryTerm]]:
    """Where any word is met in another way than letter by letter, which takes longer to find out; and the words that
    are worth looking for there: none where nothing was met.
    """
    for start in range(0, len(text) if terms else 0, _STRIDE):
        met = spans(text[start : start + _STRIDE + _LEAD], terms)
        if met:
            return start + met[0][0], terms
    return 0, []


def _joined(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    marks: list[tuple[int, int]] = []
    for begin, end in sorted(places):
        if marks and begin <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((begin, end))
    return marks


def _opening(text: str, answer: int) -> int:
    """Where the excerpt begins: at the sentence of the answer if that is near, else a little before the answer."""
    if answer <= 2 * _LEAD:
        return 0
    ends = [sentence.end() for sentence in _SENTENCE.finditer(text, answer - 2 * _LEAD, answer)]
    return ends[-1] if ends else answer - _LEAD
