"""Staff as the settings show them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from yorisoi.kernel.text import fold
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.models import Brand, Grant, Staff
from yorisoi.workspace.models.presence import Presence
from yorisoi.workspace.permissions import STAFF_MANAGE, may_give, may_manage
from yorisoi.workspace.queries.queues import queue_names, queues

PAGE = 50


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role somebody has; `brand` is empty for all brands, `queue` for all queues of the brand."""

    id: UUID
    role: str
    brand: str
    queue: str
    removable: bool


@dataclass(frozen=True, slots=True)
class GivingPlace:
    """Where a role may be given: all brands, a brand (`name` is the brand's) or one of its queues (the queue's)."""

    brand_id: UUID | None
    queue_id: UUID | None
    name: str


@dataclass(slots=True)
class StaffRow:
    """A line of the list of staff."""

    id: UUID
    name: str
    reading: str
    email: str
    site: str
    active: bool
    presence: str
    grants: list[GrantRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StaffPage:
    """Some staff, and the id after which the next page begins (None on the last)."""

    rows: list[StaffRow]
    after: UUID | None


def staff_list(actor: Actor, *, text: str = "", after: UUID | None = None, limit: int = PAGE) -> StaffPage:
    """Staff of the brands the actor manages, by reading; `text` is a part of name, reading, address or number."""
    actor.needs(STAFF_MANAGE)
    rows = _visible(actor).select_related("user", "site", "presence")
    if text.strip():
        wanted = text.strip()
        rows = rows.filter(
            Q(display_name__icontains=wanted)
            | Q(reading_key__contains=fold(wanted).replace(" ", ""))
            | Q(user__email__icontains=wanted)
            | Q(number=wanted)
        )
    if after and (last := Staff.objects.filter(id=after).first()):
        rows = rows.filter(Q(reading_key__gt=last.reading_key) | Q(reading_key=last.reading_key, id__gt=last.id))
    found = [_row(staff) for staff in rows.order_by("reading_key", "id")[: limit + 1]]
    shown = found[:limit]
    _put_grants(actor, shown)
    return StaffPage(shown, shown[-1].id if len(found) > limit else None)


def get_staff(actor: Actor, staff_id: UUID) -> Staff:
    """A member of staff whom the actor may see in the settings. NotFound for other brands' people."""
    if not actor.can(STAFF_MANAGE):
        raise NotAllowed(STAFF_MANAGE)
    staff = _visible(actor).select_related("user").filter(id=staff_id).first()
    if staff is None:
        raise NotFound("staff")
    return staff


def changeable(actor: Actor, staff_id: UUID) -> bool:
    """May the actor change this person, or only look?"""
    return may_manage(actor, list(Grant.objects.filter(staff_id=staff_id).values_list("brand_id", flat=True)) or [None])


def grants_of(actor: Actor, staff_id: UUID) -> list[GrantRow]:
    """The roles of one person, those of brands the actor has no part in left out."""
    return _grants(actor, [staff_id]).get(staff_id, [])


def places_to_give(actor: Actor) -> list[GivingPlace]:
    """Where the actor may give roles; first in all brands, if they may."""
    brands = [brand for brand in Brand.objects.all() if may_give(actor, (), brand.id)]
    by_brand: dict[UUID, list[GivingPlace]] = {brand.id: [GivingPlace(brand.id, None, brand.name)] for brand in brands}
    for queue in queues(by_brand):
        by_brand[queue.brand_id].append(GivingPlace(queue.brand_id, queue.id, queue.name))
    everywhere = [GivingPlace(None, None, "")] if may_give(actor, (), None) else []
    return [*everywhere, *chain.from_iterable(by_brand.values())]


def _visible(actor: Actor) -> QuerySet[Staff]:
    if actor.can_everywhere(STAFF_MANAGE):
        return Staff.objects.all()
    mine = Grant.objects.filter(Q(brand_id__in=actor.brand_ids(STAFF_MANAGE)) | Q(brand=None))
    return Staff.objects.filter(id__in=mine.values("staff_id"))


def _row(staff: Staff) -> StaffRow:
    presence = staff.presence.status if hasattr(staff, "presence") else Presence.Status.OFFLINE.value
    return StaffRow(
        staff.id,
        staff.display_name,
        staff.reading,
        staff.user.email,
        staff.site.name if staff.site else "",
        staff.active,
        presence,
    )


def _put_grants(actor: Actor, rows: Sequence[StaffRow]) -> None:
    by_staff = _grants(actor, [row.id for row in rows])
    for row in rows:
        row.grants = by_staff.get(row.id, [])


def _grants(actor: Actor, staff_ids: Sequence[UUID]) -> dict[UUID, list[GrantRow]]:
    found: dict[UUID, list[GrantRow]] = {}
    rows = Grant.objects.filter(staff_id__in=staff_ids).select_related("role", "brand")
    grants = list(rows.order_by(F("brand__order").asc(nulls_first=True), "id"))
    names = queue_names({grant.brand_id for grant in grants if grant.brand_id and grant.queue_id})
    for grant in grants:
        if grant.brand_id is None or actor.can(STAFF_MANAGE, grant.brand_id):
            found.setdefault(grant.staff_id, []).append(_grant_row(actor, grant, names))
    return found


def _grant_row(actor: Actor, grant: Grant, names: dict[UUID, str]) -> GrantRow:
    return GrantRow(
        grant.id,
        grant.role.title,
        grant.brand.name if grant.brand else "",
        names.get(grant.queue_id, _("a queue that is gone")) if grant.queue_id else "",
        may_give(actor, grant.role.permissions, grant.brand_id),
    )
