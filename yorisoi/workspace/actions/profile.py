"""What people change about themselves."""

from uuid import UUID

from django.db import transaction

from yorisoi.kernel import audit
from yorisoi.workspace.actions.access import raise_version
from yorisoi.workspace.actions.staff import StaffName, put_name
from yorisoi.workspace.contracts import Actor, NotAllowed
from yorisoi.workspace.models import Staff, User


@transaction.atomic
def change_profile(*, actor: Actor, name: StaffName, language: str, theme: str) -> None:
    """Change one's own name, language (ja, en) and theme (auto, light, dark)."""
    if actor.staff_id is None:
        raise NotAllowed("profile")
    staff = Staff.objects.select_for_update().get(id=actor.staff_id)
    put_name(staff, name)
    staff.full_clean()
    staff.save()
    User.objects.filter(id=staff.user_id).update(language=language, theme=theme)
    raise_version(id=staff.user_id)
    audit.record(actor.staff_id, "staff.profile_changed", "staff", staff.id, name=staff.display_name)


@transaction.atomic
def keep_display(*, user_id: UUID, language: str, theme: str) -> None:
    """Keep with the person what they chose in the menu of a page; an empty value changes nothing."""
    chosen = {name: value for name, value in (("language", language), ("theme", theme)) if value}
    if chosen and User.objects.filter(id=user_id).exclude(**chosen).update(**chosen):
        raise_version(id=user_id)
