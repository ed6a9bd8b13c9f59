"""Latin words, numbers, e-mail addresses and codes in a text, whole and in parts.

A support text is full of them (ABC-123, taro@example.co.jp, 03-1234-5678, v1.2.3, 1,234円), and people search for
all of one or for a piece of it, with or without the signs between. Works on text `folding.even` has gone over.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_LETTER = "a-z0-9ß-öø-ɏ"
_RUN = re.compile(rf"[{_LETTER}]+(?:[-._@/:#'’+]{{1,3}}[{_LETTER}]+)*")
_PIECE = re.compile(rf"[{_LETTER}]+")
_FRAGMENT = re.compile(rf"[0-9]+|[{_LETTER.replace('0-9', '')}]+")
_AMOUNT = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_PHONE = re.compile(
    r"\+\d{1,3}[ -]?(?:\(0\))?[ -]?\d{1,4}(?:[ -]?\d{2,4}){1,3}"
    r"|(?<!\d)0\d{1,4}(?:-|\(| )\d{1,4}(?:-|\)| )\d{3,4}"
)
_JAPAN = re.compile(r"^\+81(?:\(0\)|0)?")
_JOINT = re.compile("[.@:/]+")
_SECTION = re.compile("[@/]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_STOP_LINE = (
    "a an the of to in on at is are was were be and or for with that this by as from has have had will would "
    "i you we my your our me us do does did not re fw fwd http https www com co jp ne or"
)
_STOP = frozenset(_STOP_LINE.split())
LONGEST = 64
"""Letters in a search word at most; a longer run (a hash, a tracking link) is found by its pieces."""
_MOST_FRAGMENTS = 8
_ALL_PARTS_UP_TO = 4


@dataclass(frozen=True, slots=True)
class Code:
    """One run of a text: `text[begin:end]`.

    `whole` is its search word ("" if it is too long to have one), `words` are all words it is to be found by
    (the whole, its pieces, neighbouring pieces joined, the two sides of an e-mail address), `pieces` the smallest.
    """

    whole: str
    words: tuple[str, ...]
    pieces: tuple[str, ...]
    begin: int
    end: int

    @property
    def is_words(self) -> bool:
        """True for Latin words (log-in, PC), False for addresses, numbers, versions."""
        return self.whole.isalpha()


def codes(text: str) -> Iterator[Code]:
    """The runs in `text` (evened, see `folding.even`) from left to right; amounts and phones are one run each."""
    position = 0
    for number in _numbers(text):
        yield from _runs(text, position, number.begin)
        yield number
        position = number.end
    yield from _runs(text, position, len(text))


def is_stop_word(word: str) -> bool:
    """English words that are in nearly every mail and say nothing: never indexed, never asked for."""
    return word in _STOP


def _numbers(text: str) -> Iterator[Code]:
    """Amounts with commas, and phone numbers: their digits belong together whatever stands between."""
    if not ("," in text or "0" in text or "+" in text):
        return
    found = [_number(m, m.group().replace(",", ""), ()) for m in _AMOUNT.finditer(text)]
    for match in _PHONE.finditer(text):
        dialled = re.sub(r"\D", "", _JAPAN.sub("0", match.group().replace(" ", "").replace("-", "")))
        if 9 <= len(dialled) <= 15:
            found.append(_number(match, dialled, tuple(re.findall(r"\d{3,}", match.group()))))
    last = 0
    for number in sorted(found, key=lambda code: code.begin):
        if number.begin >= last and _stands_alone(text, number.begin, number.end):
            yield number
            last = number.end


def _number(match: re.Match[str], digits: str, groups: tuple[str, ...]) -> Code:
    return Code(digits, (digits, *(group for group in groups if group != digits)), groups, match.start(), match.end())


def _stands_alone(text: str, begin: int, end: int) -> bool:
    before, after = text[begin - 1 : begin], text[end : end + 1]
    glued_before = before in {"-", "_", "@", "."} or bool(_PIECE.match(before))
    glued_after = after in {"_", "@"} or bool(_PIECE.match(after)) or bool(re.match(r"[-.]\w", text[end : end + 2]))
    return not (glued_before or glued_after)


def _runs(text: str, begin: int, end: int) -> Iterator[Code]:
    for match in _RUN.finditer(text, begin, end):
        run = match.group()
        if run.isalpha() and run.isascii():  # the plain word: by far the most frequent
            if run not in _STOP and len(run) <= LONGEST:
                yield Code(run, (run,), (run,), match.start(), match.end())
        else:
            yield _code(run, match.start(), match.end())


def _code(run: str, start: int, stop: int) -> Code:
    spans = [m.span() for m in _FRAGMENT.finditer(run)]
    if len(spans) > _MOST_FRAGMENTS:
        spans = [m.span() for m in _PIECE.finditer(run)]
    whole = _word(run)
    if len(whole) > LONGEST or whole in _STOP:
        whole = ""
    longest = len(spans) if len(spans) <= _ALL_PARTS_UP_TO else 2
    found = [_word(run[begin:end]) for begin, end in spans]
    parts = [
        _word(run[spans[first][0] : spans[first + length - 1][1]])
        for length in range(1, longest + 1)
        for first in range(len(spans) - length + 1)
        if not _STOP.intersection((found[first], found[first + length - 1]))
    ]
    words = dict.fromkeys([whole, *map(_word, _SECTION.split(run)), *parts])
    return Code(
        whole,
        tuple(word for word in words if word and (word == whole or _is_worth(word))),
        tuple(filter(_is_worth, found)),
        start,
        stop,
    )


def _is_worth(word: str) -> bool:
    return 1 < len(word) <= LONGEST and word not in _STOP


def _word(run: str) -> str:
    """ABC-123, abc_123 and abc123 are one word; 1.2.3 and a@b.jp keep their joints, or 1.23 would be 12.3."""
    plain = run if run.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", run))
    return "_".join("".join(_PIECE.findall(part)) for part in _JOINT.split(plain)).strip("_")
