"""What a bulk change's form asks for: verb, value, and the words that say it."""

from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from yorisoi.desk import queries
from yorisoi.desk.contracts import BulkVerb, NotPossible, Priority, Status, Waiting
from yorisoi.desk.labels import PRIORITY, STATUS, WAITING
from yorisoi.desk.queries import one_id
from yorisoi.kernel.ui.amounts import listing
from yorisoi.workspace.contracts import Actor, NotFound

type Asked = tuple[dict[str, Any], str]


def verb_in(given: QueryDict) -> BulkVerb:
    """Raises NotFound for a verb that is none."""
    try:
        return BulkVerb(given.get("verb", ""))
    except ValueError:
        raise NotFound(_("There is no such change.")) from None


def asked(actor: Actor, given: QueryDict) -> tuple[BulkVerb, dict[str, Any], str]:
    """Verb, value, words. Raises NotFound; NotPossible when something is not chosen."""
    verb = verb_in(given)
    return verb, *_READERS[verb](actor, given)


def _assign(actor: Actor, given: QueryDict) -> Asked:
    staff = given.get("staff", "")
    if staff == "me":
        staff = str(actor.staff_id)
    if staff == "nobody":
        return {"staff": ""}, _("Assignee taken off")
    name = _chosen(queries.filter_choices(actor).people, staff)
    return {"staff": staff}, _("Assigned to %(name)s") % {"name": name}


def _status(_actor: Actor, given: QueryDict) -> Asked:
    status = given.get("status", "")
    if status == Status.OPEN:
        return {"status": status}, _("Status: %(name)s") % {"name": STATUS[Status.OPEN]}
    if status not in set(Waiting):
        raise NotPossible(_("Say what the case waits for."))
    words = _("Put on hold: %(reason)s") % {"reason": WAITING[Waiting(status)]}
    if status == Waiting.DATE:
        raise NotPossible(_("Say until when the case waits."))
    return {"status": Status.PENDING.value, "waiting": status}, words


def _queue(actor: Actor, given: QueryDict) -> Asked:
    queue = given.get("queue", "")
    name = _chosen(queries.filter_choices(actor).queues, queue)
    return {"queue": queue}, _("Moved to %(name)s") % {"name": name}


def _topic(actor: Actor, given: QueryDict) -> Asked:
    topic = given.get("topic", "")
    if not topic:
        return {"topic": ""}, _("Topic removed")
    name = _chosen(queries.filter_choices(actor).topics, topic)
    return {"topic": topic}, _("Topic: %(name)s") % {"name": name}


def _priority(_actor: Actor, given: QueryDict) -> Asked:
    priority = given.get("priority", "")
    if priority not in {str(int(each)) for each in Priority}:
        raise NotPossible(_("There is no such priority."))
    return {"priority": int(priority)}, _("Priority: %(name)s") % {"name": PRIORITY[Priority(int(priority))]}


def _tags(actor: Actor, given: QueryDict) -> Asked:
    names = {str(value): name for value, name, *_hint in queries.filter_choices(actor).tags}
    add, remove = ([text for text in given.getlist(name) if text in names] for name in ("add", "remove"))
    if not add and not remove:
        raise NotPossible(_("Choose a tag."))
    shown = [f"+{names[text]}" for text in add] + [f"−{names[text]}" for text in remove]
    return {"add": add, "remove": remove}, _("Tags: %(names)s") % {"names": listing(shown)}


def _close(_actor: Actor, given: QueryDict) -> Asked:
    outcome = Status.NO_ACTION if given.get("outcome") == Status.NO_ACTION else Status.DONE
    return {"outcome": outcome.value}, _("Closed: %(status)s") % {"status": STATUS[outcome]}


def _chosen(options: list[tuple[Any, ...]], value: str) -> str:
    """The words of the chosen option. Raises NotPossible when it is none."""
    words = {str(option[0]): str(option[1]) for option in options}
    if value not in words or not isinstance(one_id(value), UUID):
        raise NotPossible(_("Choose one from the list."))
    return words[value]


_READERS = {
    BulkVerb.ASSIGN: _assign,
    BulkVerb.STATUS: _status,
    BulkVerb.QUEUE: _queue,
    BulkVerb.TOPIC: _topic,
    BulkVerb.PRIORITY: _priority,
    BulkVerb.TAGS: _tags,
    BulkVerb.CLOSE: _close,
}
