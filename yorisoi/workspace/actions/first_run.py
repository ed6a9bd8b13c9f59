"""The first administrator: somebody must be able to invite the others."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.kernel import audit
from yorisoi.workspace.actions.access import give_role
from yorisoi.workspace.actions.roles import sync_given_roles
from yorisoi.workspace.actions.staff import StaffName, add_staff
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.models import Organisation, Staff, User


@transaction.atomic
def create_first_admin(*, email: str, name: StaffName | None = None, organisation: str = "") -> UUID:
    """An administrator of all brands, made from the command line, and the organisation if there is none yet.

    They have no password: `password_link` opens the page that sets one. If the address belongs to somebody already,
    that person becomes (or stays) administrator of all brands. Raises ValidationError for a bad address.
    """
    address = email.strip().lower()
    validate_email(address)
    sync_given_roles()
    Organisation.objects.get_or_create(only=True, defaults={"name": organisation or _("Our organisation")})
    staff = Staff.objects.filter(user__email=address).first()
    if staff is None:
        if User.objects.filter(email=address).exists():
            raise ValidationError(_("This address belongs to a user without a place in the staff."))
        known_as = name or StaffName(address.partition("@")[0])
        staff = add_staff(email=address, password=None, language="ja", name=known_as)
        audit.record(None, "staff.created", "staff", staff.id, name=staff.display_name)
    give_role(actor=SYSTEM, staff_id=staff.id, role_key="admin")
    return staff.id
