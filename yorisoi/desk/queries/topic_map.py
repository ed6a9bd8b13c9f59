"""Old topics read as today's: how a trend goes on when topics were merged, split or retired."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from uuid import UUID

from yorisoi.desk.models import Topic
from yorisoi.desk.models.topic_edition import TopicMapping
from yorisoi.desk.permissions import READ
from yorisoi.desk.topicmap import TopicFacts, TopicMap
from yorisoi.workspace.contracts import Actor, NotFound

type Step = tuple[UUID, UUID | None, int]


def topic_map(actor: Actor, brand_id: UUID) -> TopicMap:
    """The brand's topics, those out of use as well, and how old ones are read today. Raises NotFound."""
    if not actor.can(READ, brand_id):
        raise NotFound("brand")
    rows = Topic.objects.filter(brand_id=brand_id).values_list("id", "parent_id", "path", "level", "active")
    steps = TopicMapping.objects.filter(old__brand_id=brand_id).values_list("old_id", "new_id", "share")
    return TopicMap({row[0]: TopicFacts(*row) for row in rows}, composed(steps))


def composed(steps: Iterable[Step]) -> Mapping[UUID, Mapping[UUID | None, Fraction]]:
    """Every mapped topic with the topics it ends in today and its share in each; None is what was left unassigned.

    Steps follow each other (A into B, later B into C). The shares of each topic add up to one: what no step hands on
    is unassigned.
    """
    onward: dict[UUID, list[tuple[UUID | None, Fraction]]] = defaultdict(list)
    for old, new, share in steps:
        onward[old].append((new, Fraction(share, 1000)))

    def end_of(topic: UUID, passed: frozenset[UUID]) -> dict[UUID | None, Fraction]:
        if topic not in onward or topic in passed:
            return {topic: Fraction(1)}
        ends: dict[UUID | None, Fraction] = defaultdict(Fraction)
        for new, share in onward[topic]:
            for last, part in ({None: Fraction(1)} if new is None else end_of(new, passed | {topic})).items():
                ends[last] += share * part
        rest = 1 - sum(ends.values())
        if rest > 0:
            ends[None] += rest
        return dict(ends)

    return {topic: end_of(topic, frozenset()) for topic in list(onward)}
