"""Whom a note on a case may mention, and whom its text does mention."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from yorisoi.desk.permissions import READ
from yorisoi.desk.queries.cases import get_case
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor

_SIGN = "[@＠]"
_SPACE = "[ \u3000]*"


@dataclass(frozen=True, slots=True)
class Mentionable:
    """A person or a team that may see the case. `staff_ids` are whom it reaches; `team` tells a team."""

    id: UUID
    name: str
    reading: str
    staff_ids: frozenset[UUID]
    team: bool = False


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Somebody reached by a mention, by name or (with `team_id`) in a team."""

    staff_id: UUID
    team_id: UUID | None
    name: str


def mentionable(actor: Actor, case_id: UUID) -> list[Mentionable]:
    """Teams, then people, that a note on this case may mention: who may see it. Raises NotFound."""
    head = get_case(actor, case_id)
    return mentionable_at(head.brand_id, head.queue_id)


def mentionable_at(brand_id: UUID, queue_id: UUID) -> list[Mentionable]:
    """As `mentionable`, for the cases of a queue."""
    people = workspace.staff_who_may(READ, brand_id, queue_id)
    able = frozenset(person.id for person in people)
    teams = [
        Mentionable(team.id, team.name, "", team.staff_ids & able, team=True)
        for team in workspace.teams_of_brand(brand_id)
        if team.staff_ids & able
    ]
    return teams + [Mentionable(each.id, each.name, each.reading, frozenset((each.id,))) for each in people]


def mentioned_in(text: str, among: Iterable[Mentionable], chosen: Collection[UUID] = ()) -> list[Mentioned]:
    """Whom `@name` in the text reaches, each once; a person's own name counts before a team's.

    Of several with the same name those in `chosen` are meant; all of them when none was chosen.
    """
    by_name: dict[str, list[Mentionable]] = {}
    for each in among:
        by_name.setdefault(_key(each.name), []).append(each)
    reached: dict[UUID, Mentioned] = {}
    for name in _names_in(text, by_name):
        same = by_name[name]
        for each in [one for one in same if one.id in chosen] or same:
            for staff_id in sorted(each.staff_ids):
                if staff_id not in reached or not each.team:
                    reached[staff_id] = Mentioned(staff_id, each.id if each.team else None, each.name)
    return list(reached.values())


def speaks(text: str) -> bool:
    """Whether the text may mention anybody at all."""
    return re.search(_SIGN, text) is not None


def _names_in(text: str, names: Collection[str]) -> list[str]:
    if not names or not speaks(text):
        return []
    longest_first = sorted(names, key=len, reverse=True)
    pattern = "|".join(_SPACE.join(map(re.escape, name)) for name in longest_first)
    return [_key(match[1]) for match in re.finditer(f"{_SIGN}({pattern})", text)]


def _key(name: str) -> str:
    return "".join(name.split())
