"""What numbers can be narrowed by, and the names of what they are broken down by."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk import public as desk
from yorisoi.desk.contracts import QueueName, TopicName
from yorisoi.insights.permissions import READ, Scope, scopes_or_all
from yorisoi.insights.queries.asking import Question
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, BrandInfo, NotFound, StaffInfo


@dataclass(frozen=True, slots=True)
class Scene:
    """Whose numbers: what the actor may see, narrowed to a brand, with all that is there by name.

    `topic_ids` are those of the chosen topic and of all under it; None where none is chosen.
    """

    allowed_in: list[Scope] | None
    brands: dict[UUID, BrandInfo]
    queues: dict[UUID, QueueName]
    topics: dict[UUID, TopicName]
    topic_ids: frozenset[UUID] | None

    @property
    def brand_ids(self) -> list[UUID]:
        """The brands whose numbers are asked for."""
        return list(self.brands)


def scene(actor: Actor, question: Question) -> Scene:
    """Raises NotAllowed where the actor may see no numbers at all, NotFound for a filter that is not theirs."""
    actor.needs(READ)
    allowed_in = scopes_or_all(actor)
    if question.brand_id is not None and allowed_in is not None:
        allowed_in = [scope for scope in allowed_in if scope[0] == question.brand_id]
    wanted = workspace.brand_ids(actor, READ) if allowed_in is None else {brand for brand, _limits in allowed_in}
    if question.brand_id is not None:
        wanted = {brand for brand in wanted if brand == question.brand_id}
    limits = dict(allowed_in or [])
    brands = {brand.id: brand for brand in workspace.brands(wanted)}
    queues = {
        queue.id: queue
        for queue in desk.queue_names(wanted)
        if limits.get(queue.brand_id) is None or queue.id in (limits[queue.brand_id] or ())
    }
    topics = {topic.id: topic for topic in desk.topic_names(wanted)}
    if (
        (question.brand_id and question.brand_id not in brands)
        or (question.queue_id and question.queue_id not in queues)
        or (question.topic_id and question.topic_id not in topics)
    ):
        raise NotFound(_("There is no such filter."))
    return Scene(allowed_in, brands, queues, topics, _under(topics, question.topic_id))


def _under(topics: dict[UUID, TopicName], topic_id: UUID | None) -> frozenset[UUID] | None:
    if topic_id is None:
        return None
    found = {topic_id}
    for topic in sorted(topics.values(), key=lambda each: each.path.count(" / ")):
        if topic.parent_id in found:
            found.add(topic.id)
    return frozenset(found)


def people(of: Scene) -> dict[UUID, StaffInfo]:
    """The staff of the brands shown, by reading."""
    return {person.id: person for brand_id in of.brands for person in workspace.staff_of_brand(brand_id)}
