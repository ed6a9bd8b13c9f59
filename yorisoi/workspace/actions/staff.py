"""Staff: made and changed."""

from uuid import UUID

from django.db import transaction

from yorisoi.kernel.text import fold
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.models import Staff, Team, User


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
    team_ids: tuple[UUID, ...] = (),
    number: str = "",
) -> UUID:
    """A user and the member of staff behind it; without a password they can only reset it by mail."""
    user = User.objects.create_user(email, password, language=language)
    staff = Staff(
        user=user,
        family_name=family_name,
        given_name=given_name,
        family_reading=family_reading,
        given_reading=given_reading,
        site_id=site_id,
        number=number,
    )
    name_staff(staff)
    staff.save(force_insert=True)
    staff.teams.set(Team.objects.filter(id__in=team_ids))
    return staff.id


def name_staff(staff: Staff) -> None:
    """Set what follows from the parts of the name: the display name and the key of order."""
    staff.display_name = f"{staff.family_name} {staff.given_name}".strip()
    staff.reading_key = fold(staff.reading or staff.display_name)
