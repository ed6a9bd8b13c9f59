"""Put a case where it belongs: topic, priority, queue, subject."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk.actions.alike import subject_key
from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.actions.indexing import index_case
from yorisoi.desk.actions.recontacts import look_for_recontact
from yorisoi.desk.actions.writing import SUBJECT
from yorisoi.desk.contracts import NotPossible, Priority
from yorisoi.desk.models import Queue, Topic
from yorisoi.desk.permissions import ASSIGN
from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import Actor


def set_topic(*, actor: Actor, case_id: UUID, topic_id: UUID | None) -> None:
    """Say what the case is about. Raises NotFound, NotAllowed; NotPossible for a topic of another brand."""
    with changing(actor, case_id, ASSIGN) as case:
        if topic_id == case.topic_id:
            return
        topic = None
        if topic_id is not None:
            topic = _topic.first(topic_id, case.brand_id)
            if topic is None:
                raise NotPossible(_("There is no such topic in the case's brand."))
        case.topic = topic
        look_for_recontact(case.id)
        tell(case, actor, "topic", name=topic.path if topic else "", topic=str(topic_id or ""))


@prepared
def _topic(topic_id: UUID, brand_id: UUID) -> QuerySet[Topic]:
    return Topic.objects.filter(id=topic_id, brand_id=brand_id, active=True)


def set_priority(*, actor: Actor, case_id: UUID, priority: Priority) -> None:
    """Say how pressing it is. Raises NotFound, NotAllowed."""
    with changing(actor, case_id, ASSIGN) as case:
        if priority != case.priority:
            case.priority = priority
            tell(case, actor, "priority", priority=int(priority))


def set_queue(*, actor: Actor, case_id: UUID, queue_id: UUID) -> None:
    """Move the case to another queue of its brand, also to one the actor cannot see into.

    Raises NotFound, NotAllowed; NotPossible for a queue of another brand or one switched off.
    """
    with changing(actor, case_id, ASSIGN) as case:
        if queue_id == case.queue_id:
            return
        queue = Queue.objects.filter(id=queue_id, brand_id=case.brand_id, active=True).first()
        if queue is None:
            raise NotPossible(_("There is no such queue in the case's brand."))
        case.queue = queue
        tell(case, actor, "moved", name=queue.name, queue=str(queue.id))


def set_subject(*, actor: Actor, case_id: UUID, subject: str) -> None:
    """Call the case something clearer. Raises NotFound, NotAllowed; NotPossible when empty."""
    subject = " ".join(subject.split())[:SUBJECT]
    if not subject:
        raise NotPossible(_("A case needs a subject."))
    with changing(actor, case_id, ASSIGN) as case:
        if subject != case.subject:
            tell(case, actor, "subject", before=case.subject, after=subject)
            case.subject, case.subject_key = subject, subject_key(subject)
            index_case(case)
