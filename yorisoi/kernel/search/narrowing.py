"""Filters as words: 担当:自分 状態:対応中 返金 asks for 返金 among what these filters let through.

A filter is one of the words a source offers, a colon of either width and a value; "…" holds a value with spaces, a
minus sign before it turns it round, commas say "one of". Anything else with a colon (Re:, https://…) is just text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from yorisoi.kernel.slots import FilterValue, Narrowing, SearchFilter, SearchSource
from yorisoi.kernel.text import fold

_FILTER = re.compile(
    r'(?<!\S)(?P<minus>[-−ー－]?)(?P<word>[^\s:："“”]+)[:：](?P<value>["“”„＂][^"“”„＂]*["“”„＂]?|[^\s"“”„＂]*)'
)
_MARKS = '"“”„＂'
_ONE_OF = re.compile(r"[,，、]")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A query taken apart: the words to find, what filters mean, and sentences about what was not understood.

    `sources` are those that know every filter used. `unfinished` names a filter whose value is still to be typed.
    """

    words: str
    values: tuple[FilterValue, ...]
    problems: tuple[str, ...]
    sources: Mapping[str, SearchSource]
    unfinished: SearchFilter | None = None

    @property
    def kinds(self) -> dict[str, Narrowing]:
        """The narrowing of each source, by kind."""
        return {kind: source.narrowing for kind, source in self.sources.items() if source.narrowing is not None}


def narrowed(seeker: Any, text: str, sources: Mapping[str, SearchSource]) -> Narrowed:
    """What `text` asks for, as these sources understand it."""
    known = filters_of(sources)
    values: list[FilterValue] = []
    problems: list[str] = []
    unfinished: list[SearchFilter] = []
    used: set[str] = set()

    def take(found: re.Match[str]) -> str:
        offered = known.get(_key(found["word"]))
        if offered is None:
            return found[0]
        used.add(offered.name)
        wanted = found["value"].strip(_MARKS).strip()
        if not wanted:
            unfinished.append(offered)
            return " "
        try:
            meant = _meaning(seeker, offered, wanted, sources)
            values.append(_turned(meant) if found["minus"] else meant)
        except ValueError as error:
            problems.append(str(error))
        return " "

    words = _FILTER.sub(take, text).strip()
    able = {kind: source for kind, source in sources.items() if used <= _names(source)}
    return Narrowed(words, tuple(values), tuple(problems), able, unfinished[-1] if unfinished else None)


def filters_of(sources: Mapping[str, SearchSource]) -> dict[str, SearchFilter]:
    """Every filter by each way it may be typed, as `_key` compares them."""
    offered = [each for source in sources.values() if source.narrowing for each in source.narrowing.filters]
    return {_key(word): each for each in offered for word in (*each.words, str(each.title).replace(" ", ""))}


def _meaning(seeker: Any, offered: SearchFilter, wanted: str, sources: Mapping[str, SearchSource]) -> FilterValue:
    """One meaning, or one of several; raises ValueError with a sentence for people."""
    narrowing = next(
        source.narrowing
        for source in sources.values()
        if source.narrowing and any(each.name == offered.name for each in source.narrowing.filters)
    )
    parts = [part.strip() for part in _ONE_OF.split(wanted) if part.strip()] or [wanted]
    meant: Sequence[FilterValue] = [narrowing.meaning(seeker, offered.name, part) for part in parts]
    words = _(", ").join(str(each.words) for each in meant)
    named = _("%(filter)s: %(value)s") % {"filter": offered.title, "value": words}
    return FilterValue(offered.name, tuple(each.value for each in meant), named)


def _turned(meant: FilterValue) -> FilterValue:
    return replace(meant, words=_("not %(filter)s") % {"filter": meant.words}, negated=True)


def _names(source: SearchSource) -> set[str]:
    return {each.name for each in source.narrowing.filters} if source.narrowing else set()


def _key(word: str) -> str:
    return fold(word).strip()
