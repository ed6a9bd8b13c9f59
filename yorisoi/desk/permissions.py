"""What one may do at the desk, and which cases one may see."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.slots import Permission
from yorisoi.workspace.contracts import Actor

READ = "desk.case.read"
ANSWER = "desk.case.answer"
ASSIGN = "desk.case.assign"
CLOSE = "desk.case.close"
OPEN = "desk.case.open"
MERGE = "desk.case.merge"
READ_RECORDS = "desk.record.read"
MANAGE_RECONTACTS = "desk.recontact.manage"
OVERRIDE = "desk.case.override"
MANAGE_TEMPLATES = "desk.template.manage"
MANAGE_SENDING = "desk.sending.manage"
MANAGE_TOPICS = "desk.topic.manage"
MANAGE_QUEUES = "desk.queue.manage"
MANAGE_TAGS = "desk.tag.manage"
SHARE_VIEWS = "desk.view.share"

_WORKING = ("admin", "supervisor", "operator")
DECLARED = (
    Permission(READ, _("Read cases"), roles=(*_WORKING, "viewer"), order=300),
    Permission(ANSWER, _("Answer customers and write notes"), roles=_WORKING, order=301),
    Permission(ASSIGN, _("Assign cases, set topic, priority and queue"), roles=_WORKING, order=302),
    Permission(CLOSE, _("Close and reopen cases, put them on hold"), roles=_WORKING, order=303),
    Permission(OPEN, _("Open cases by hand"), roles=_WORKING, order=304),
    Permission(MERGE, _("Merge, split and link cases"), roles=_WORKING, order=305),
    Permission(READ_RECORDS, _("See and export the records of all cases"), roles=("admin", "supervisor"), order=306),
    Permission(MANAGE_RECONTACTS, _("Say what counts as a recontact"), roles=("admin", "supervisor"), order=313),
    Permission(OVERRIDE, _("Close cases with open checklist items"), roles=("admin", "supervisor"), order=307),
    Permission(MANAGE_TEMPLATES, _("Manage templates and macros"), roles=("admin", "supervisor"), order=309),
    Permission(MANAGE_SENDING, _("Manage what is checked before sending"), roles=("admin", "supervisor"), order=308),
    Permission(MANAGE_TOPICS, _("Manage topics"), roles=("admin", "supervisor"), order=310),
    Permission(MANAGE_QUEUES, _("Manage queues"), roles=("admin",), order=311),
    Permission(MANAGE_TAGS, _("Manage tags"), roles=("admin", "supervisor"), order=312),
    Permission(SHARE_VIEWS, _("Share views of the inbox"), roles=("admin", "supervisor"), order=313),
)

type Scope = tuple[UUID, frozenset[UUID] | None]


def scopes(actor: Actor, permission: str = READ) -> list[Scope]:
    """The brands in which the actor may do this, each with the only queues allowed (None = all). Not for SYSTEM."""
    found = ((brand, actor.queue_limits(permission, brand)) for brand in sorted(actor.brand_ids(permission)))
    return [(brand, limits) for brand, limits in found if limits is None or limits]


def visible(actor: Actor, permission: str = READ) -> Q:
    """The condition on Case under which the actor may do this."""
    return visible_in(scopes_or_all(actor, permission))


def scopes_or_all(actor: Actor, permission: str = READ) -> list[Scope] | None:
    """As `scopes`; None for SYSTEM, which may do everything everywhere."""
    return None if actor.system else scopes(actor, permission)


def visible_in(allowed_in: Iterable[Scope] | None) -> Q:
    """The condition on Case for these scopes (None: every case)."""
    if allowed_in is None:
        return Q()
    whole: list[UUID] = []
    allowed = Q(pk__in=[])
    for brand, limits in allowed_in:
        if limits is None:
            whole.append(brand)
        else:
            allowed |= Q(brand=brand, queue__in=limits)
    return allowed | Q(brand__in=whole) if whole else allowed
