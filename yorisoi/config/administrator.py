"""`yorisoi admin`: the first administrator, or another one."""

from django.core.exceptions import ValidationError

from yorisoi.workspace import actions
from yorisoi.workspace.actions.staff import StaffName
from yorisoi.workspace.queries.people import password_link


def make(*, email: str, name: str) -> int:
    """Make this address an administrator of all brands; prints the page on which they set their password."""
    family, _space, given = name.strip().partition(" ")
    try:
        staff_id = actions.create_first_admin(email=email, name=StaffName(family, given) if family else None)
    except ValidationError as error:
        print(f"yorisoi: {'; '.join(error.messages)}")
        return 1
    print(password_link(staff_id))
    return 0
