"""From the search box to what the index is asked: conditions over tokens, written for either database."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from yorisoi.kernel.search.english import forms
from yorisoi.kernel.text import QueryTerm, fold, query_terms

TITLE = "t"
"""Put before a token that stands in the title: `tn_請求書`."""
_QUOTED = re.compile(r'["“”„＂]([^"“”„＂]+)["“”„＂]?')
_SPACE = re.compile(r"\s+")
_CODE = re.compile(r"n_(?=.{3})[0-9a-z_]*[0-9][0-9a-z_]*")
_STARTED = re.compile(r"n_(?:[0-9a-z_]{2,}|[ァ-ヺー]{2,})")


@dataclass(frozen=True, slots=True)
class Leaf:
    """The entry has this token, or one that begins so."""

    token: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: "tuple[Condition, ...]"


type Condition = Leaf | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Question:
    """A query, ready to be asked.

    `full` is what every hit fulfils; `exact`, that each word is met as such, not by another writing or a synonym;
    `titled` and `part_titled`, that all or some words stand in the title. None where it would say the same as `full`
    (exact) or as another (part_titled). `phrases` are to be met letter by letter, see `squeezed`.
    """

    full: Condition
    exact: Condition | None
    titled: Condition
    part_titled: Condition | None
    phrases: tuple[str, ...]
    has_codes: bool


def question(text: str, *, by_prefix: bool = False, typing: bool = False) -> Question | None:
    """What `text` asks for; None if that is nothing.

    `by_prefix` takes codes (with a digit, from three letters) as beginnings; `typing` also the last word, which may
    not be finished.
    """
    phrases, rest = quoted_and_rest(text)
    terms = [term for phrase in phrases for term in query_terms(phrase)] + query_terms(rest)
    if not terms:
        return None
    unfinished = _as_such(terms[-1]) if typing and rest[-1:].strip() else ()

    def begins(token: str) -> bool:
        started = token in unfinished and _STARTED.fullmatch(token)
        return bool(started) or (by_prefix and bool(_CODE.fullmatch(token)))

    full = _all([_condition(term, begins) for term in terms])
    exact = _all([_any([Leaf(token) for token in _as_such(term)]) for term in terms])
    in_title = [in_titles(_condition(term, begins)) for term in terms]
    return Question(
        full=full,
        exact=None if exact == full else exact,
        titled=_all(in_title),
        part_titled=_any(in_title) if len(in_title) > 1 else None,
        phrases=tuple(filter(None, map(squeezed, phrases))),
        has_codes=any(_CODE.fullmatch(token) for term in terms for token in term.exact),
    )


def quoted_and_rest(text: str) -> tuple[list[str], str]:
    """What stands between quotation marks in a query, and the query without it."""
    return [found.group(1) for found in _QUOTED.finditer(text)], _QUOTED.sub(" ", text)


def squeezed(text: str) -> str:
    """`text` as phrases are compared: folded, without white space, for Japanese mails break lines inside words."""
    return _SPACE.sub("", fold(text))


def in_titles(condition: Condition) -> Condition:
    """The same condition, asked of titles."""
    if isinstance(condition, Leaf):
        return replace(condition, token=TITLE + condition.token)
    return type(condition)(tuple(in_titles(part) for part in condition.parts))


def leaves(condition: Condition) -> Iterator[str]:
    """Every token a condition speaks of."""
    if isinstance(condition, Leaf):
        yield condition.token
    else:
        for part in condition.parts:
            yield from leaves(part)


def as_match(condition: Condition) -> str:
    """The condition as an FTS5 MATCH expression."""
    return _written(condition, " AND ", " OR ", lambda leaf: f'"{leaf.token}"{" *" if leaf.prefix else ""}')


def as_tsquery(condition: Condition) -> str:
    """The condition as a PostgreSQL tsquery."""
    return _written(condition, " & ", " | ", lambda leaf: f"'{leaf.token}'{':*' if leaf.prefix else ''}")


def _written(condition: Condition, all_of: str, any_of: str, write: Callable[[Leaf], str]) -> str:
    if isinstance(condition, Leaf):
        return write(condition)
    joint = all_of if isinstance(condition, AllOf) else any_of
    return f"({joint.join(_written(part, all_of, any_of, write) for part in condition.parts)})"


def _as_such(term: QueryTerm) -> tuple[str, ...]:
    """The word itself; what is only known by its sound (へんきん) is met as such by that."""
    return term.exact or term.near


def _condition(term: QueryTerm, begins: Callable[[str], bool]) -> Condition:
    choices: list[Condition] = [Leaf(token, begins(token)) for token, _worth in term.alternatives()]
    choices += [Leaf(f"n_{form}") for token in term.exact for form in forms(token.removeprefix("n_"))]
    if term.pieces:
        choices.append(_all([Leaf(piece) for piece in term.pieces]))
    if term.parts:
        choices.append(_all([_condition(part, begins) for part in term.parts]))
    return _any(choices)


def _all(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _any(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))
