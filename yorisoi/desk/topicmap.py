"""Topics for those who count, and how retired ones are read as today's. No Django; others get it from `public`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from uuid import UUID


class TopicDeed(StrEnum):
    """What an edition does to a topic."""

    ADD = "add"
    RENAME = "rename"
    SPLIT = "split"
    MERGE = "merge"
    RETIRE = "retire"


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic for those who count."""

    id: UUID
    parent_id: UUID | None
    path: str
    level: int
    active: bool


@dataclass(frozen=True, slots=True)
class TopicMap:
    """Topics by id, and how retired ones are read today: shares that add up to one; None is left unassigned."""

    topics: Mapping[UUID, TopicFacts]
    ends: Mapping[UUID, Mapping[UUID | None, Fraction]]

    def today(self, topic_id: UUID | None) -> Mapping[UUID | None, Fraction]:
        """What a case with this topic counts as today."""
        return self.ends.get(topic_id, {topic_id: Fraction(1)}) if topic_id else {None: Fraction(1)}

    def counted(self, by_topic: Mapping[UUID | None, int]) -> dict[UUID | None, Fraction]:
        """Counts by the topic that cases were given, as counts by today's topics; their sum stays the same."""
        found: dict[UUID | None, Fraction] = {}
        for topic_id, count in by_topic.items():
            for end, share in self.today(topic_id).items():
                found[end] = found.get(end, Fraction(0)) + count * share
        return found

    def rolled_up(self, counts: Mapping[UUID | None, Fraction], level: int) -> dict[UUID | None, Fraction]:
        """Counts by today's topics as counts by their ancestors on this level (1 is 大)."""
        found: dict[UUID | None, Fraction] = {}
        for topic_id, count in counts.items():
            above = topic_id
            while above is not None and above in self.topics and self.topics[above].level > level:
                above = self.topics[above].parent_id
            found[above] = found.get(above, Fraction(0)) + count
        return found
