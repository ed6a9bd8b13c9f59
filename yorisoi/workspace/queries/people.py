"""Staff as other capabilities ask for them: names, who belongs to a brand, who takes work."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet

from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import Actor, NotAllowed, PresenceStatus, StaffInfo, TeamInfo
from yorisoi.workspace.models import Grant, Presence, Staff, Team, User
from yorisoi.workspace.passwords import reset_path

_KEPT_SECONDS = 300


def staff_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Display names by staff id; unknown ids are left out."""
    return dict(Staff.objects.filter(id__in=set(ids)).values_list("id", "display_name"))


def name_of(staff_id: UUID) -> str:
    """The display name of one person, kept for a few minutes: every deed of the audit log asks for it."""
    key = f"workspace.name:{staff_id.hex}"
    kept: str | None = cache.get(key)
    if kept is None:
        kept = staff_names([staff_id]).get(staff_id, "")
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def emails_of_staff(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The addresses that active staff sign in by, by staff id; others are left out."""
    rows = Staff.objects.filter(id__in=set(ids), active=True).order_by("reading_key", "id")
    return dict(rows.values_list("id", "user__email"))


def staff_of_brand(brand_id: UUID) -> list[StaffInfo]:
    """Active staff with any role in the brand, by reading."""
    return [info(staff) for staff in _staff_of_brand(brand_id)]


def staff_known(actor: Actor, permission: str) -> list[StaffInfo]:
    """Everybody, gone or not, who has or had a role in a brand where the actor may do this; by reading."""
    rows = Staff.objects.order_by("reading_key", "id").select_related("user")
    if not actor.can_everywhere(permission):
        rows = rows.filter(grants__brand_id__in=actor.brand_ids(permission)).distinct()
    return [info(staff) for staff in rows]


@prepared
def _staff_of_brand(brand_id: UUID) -> QuerySet[Staff]:
    granted = Q(grants__brand_id=brand_id) | Q(grants__isnull=False, grants__brand=None)
    return Staff.objects.filter(granted, active=True).order_by("reading_key", "id").distinct()


def staff_who_may(permission: str, brand_id: UUID, queue_id: UUID | None = None) -> list[StaffInfo]:
    """Active staff who may do this in the brand (and queue), by reading; one query."""
    there = Q(brand_id=brand_id) | Q(brand=None)
    if queue_id is not None:
        there &= Q(queue_id=queue_id) | Q(queue_id=None)
    grants = Grant.objects.filter(there, staff__active=True).select_related("staff", "role")
    rows = grants.order_by("staff__reading_key", "staff_id")
    able = {grant.staff_id: grant.staff for grant in rows if permission in grant.role.permissions}
    return [info(staff) for staff in able.values()]


def teams_of_brand(brand_id: UUID) -> list[TeamInfo]:
    """The brand's teams with the active people in them, by name."""
    rows = Team.objects.filter(brand_id=brand_id, staff__active=True).order_by("name", "id")
    found: dict[UUID, tuple[str, set[UUID]]] = {}
    for team_id, name, staff_id in rows.values_list("id", "name", "staff__id"):
        found.setdefault(team_id, (name, set()))[1].add(staff_id)
    return [TeamInfo(team_id, name, frozenset(people)) for team_id, (name, people) in found.items()]


def staff_by_email(brand_id: UUID, email: str) -> StaffInfo | None:
    """The active member of the brand's staff who signs in by this address, or None."""
    return staff_by_emails([(brand_id, email)]).get((brand_id, email))


def staff_by_emails(wanted: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], StaffInfo]:
    """Those of (brand, address) that an active member of the brand's staff signs in by; one query."""
    emails = {email.strip().lower() for _brand_id, email in wanted}
    found = {(grant.brand_id, grant.staff.user.email): grant.staff for grant in _grants_of(emails)}
    answers = {}
    for brand_id, email in wanted:
        key = email.strip().lower()
        staff = found.get((brand_id, key)) or found.get((None, key))
        if staff is not None:
            answers[brand_id, email] = info(staff)
    return answers


@prepared
def _grants_of(emails: Collection[str]) -> QuerySet[Grant]:
    return Grant.objects.filter(staff__active=True, staff__user__email__in=emails).select_related("staff__user")


def presence_of(ids: Iterable[UUID]) -> dict[UUID, PresenceStatus]:
    """Presence by staff id; who never said is offline."""
    wanted = set(ids)
    known = dict(Presence.objects.filter(staff_id__in=wanted).values_list("staff_id", "status"))
    return {staff_id: PresenceStatus(known.get(staff_id, PresenceStatus.OFFLINE)) for staff_id in wanted}


def own_presence(actor: Actor) -> PresenceStatus:
    """Whether the acting person takes work."""
    if actor.staff_id is None:
        raise NotAllowed("presence")
    return presence_of([actor.staff_id])[actor.staff_id]


def password_link(staff_id: UUID) -> str:
    """Address of the page that sets this person's password, for the command line; it works once."""
    return settings.PUBLIC_URL + reset_path(User.objects.get(staff__id=staff_id))


def info(staff: Staff) -> StaffInfo:
    """What others may know of a member of staff."""
    return StaffInfo(staff.id, staff.user_id, staff.display_name, staff.reading, staff.active)
