"""Staff: made, changed, let go and taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.kernel import audit
from yorisoi.kernel.text.names import sort_key
from yorisoi.workspace.actions.access import owner_kept, raise_version
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.models import Staff, Team, User
from yorisoi.workspace.permissions import STAFF_MANAGE, may_manage, needs_everywhere


@dataclass(frozen=True, slots=True)
class StaffName:
    """姓 名 and セイ メイ as entered."""

    family_name: str
    given_name: str = ""
    family_reading: str = ""
    given_reading: str = ""


@transaction.atomic
def create_staff(
    *,
    actor: Actor,
    email: str,
    family_name: str,
    given_name: str = "",
    family_reading: str = "",
    given_reading: str = "",
    password: str | None = None,
    language: str = "ja",
    site_id: UUID | None = None,
    team_ids: Iterable[UUID] = (),
    number: str = "",
) -> UUID:
    """A user and the member of staff behind it, without any role; without a password they can only reset it by mail.

    People join by invitation; this is for the first administrator, the demo and tests.
    """
    needs_everywhere(actor, STAFF_MANAGE)
    staff = add_staff(
        email=email,
        password=password,
        language=language,
        name=StaffName(family_name, given_name, family_reading, given_reading),
    )
    staff.site_id, staff.number = site_id, number
    staff.full_clean()
    staff.save()
    staff.teams.set(Team.objects.filter(id__in=team_ids))
    audit.record(actor.staff_id, "staff.created", "staff", staff.id, name=staff.display_name)
    return staff.id


def add_staff(*, email: str, password: str | None, language: str, name: StaffName) -> Staff:
    """The rows of a new person, for actions that have settled who may; raises ValidationError for a taken address."""
    if User.objects.filter(email=email.strip().lower()).exists():
        raise ValidationError({"email": _("Somebody signs in with this address already.")})
    user = User.objects.create_user(email, password, language=language)
    staff = Staff(user=user)
    put_name(staff, name)
    staff.full_clean()
    staff.save(force_insert=True)
    return staff


def put_name(staff: Staff, name: StaffName) -> None:
    """Set the name and what follows from it: how it is shown, and the key of order."""
    staff.family_name, staff.given_name = name.family_name.strip(), name.given_name.strip()
    staff.family_reading, staff.given_reading = name.family_reading.strip(), name.given_reading.strip()
    staff.display_name = f"{staff.family_name} {staff.given_name}".strip()
    staff.reading_key = sort_key(staff.reading or staff.display_name)[:200]


@transaction.atomic
def change_staff(
    *, actor: Actor, staff_id: UUID, name: StaffName, site_id: UUID | None, team_ids: Iterable[UUID], number: str
) -> None:
    """Change a person's name, site, teams and number. Teams of brands the actor does not manage stay as they are."""
    staff = managed(actor, staff_id)
    put_name(staff, name)
    staff.site_id, staff.number = site_id, number.strip()
    staff.full_clean()
    staff.save()
    kept = [team for team in staff.teams.all() if not actor.can(STAFF_MANAGE, team.brand_id)]
    chosen = [team for team in Team.objects.filter(id__in=team_ids) if actor.can(STAFF_MANAGE, team.brand_id)]
    staff.teams.set([*kept, *chosen])
    raise_version(id=staff.user_id)
    audit.record(actor.staff_id, "staff.changed", "staff", staff.id, name=staff.display_name, number=staff.number)


@transaction.atomic
def deactivate_staff(*, actor: Actor, staff_id: UUID) -> None:
    """Let a person go: they cannot sign in and their sessions end; what they did keeps their name."""
    staff = managed(actor, staff_id)
    if staff.id == actor.staff_id:
        raise ValidationError(_("You cannot deactivate yourself."))
    with owner_kept():
        _set_active(staff, active=False)
    audit.record(actor.staff_id, "staff.deactivated", "staff", staff.id)


@transaction.atomic
def reactivate_staff(*, actor: Actor, staff_id: UUID) -> None:
    """Take a person back with the roles they had."""
    staff = managed(actor, staff_id)
    _set_active(staff, active=True)
    audit.record(actor.staff_id, "staff.reactivated", "staff", staff.id)


def managed(actor: Actor, staff_id: UUID) -> Staff:
    """The member of staff, locked, if the actor manages every brand they have a role in."""
    staff = Staff.objects.select_for_update(of=("self",)).filter(id=staff_id).first()
    if staff is None:
        raise NotFound("staff")
    brand_ids: list[UUID | None] = list(staff.grants.values_list("brand_id", flat=True)) or [None]
    if not any(brand_id is None or actor.can(STAFF_MANAGE, brand_id) for brand_id in brand_ids):
        raise NotFound("staff")
    if not may_manage(actor, brand_ids):
        raise NotAllowed(STAFF_MANAGE)
    return staff


def _set_active(staff: Staff, *, active: bool) -> None:
    staff.active = active
    staff.save(update_fields=["active"])
    User.objects.filter(id=staff.user_id).update(is_active=active)
    raise_version(id=staff.user_id)
