"""`yorisoi admin`: the first administrator, or another one."""

from django.conf import settings
from django.core.exceptions import ValidationError

from yorisoi.workspace import actions, public
from yorisoi.workspace.contracts import SYSTEM


def make(*, email: str, name: str) -> int:
    """Invite this address as administrator of all brands and print where they set their password."""
    public.sync_given_roles()
    try:
        invitation = actions.invite(actor=SYSTEM, email=email, role_key="admin", brand_id=None, name=name)
    except ValidationError as error:
        print(f"yorisoi: {'; '.join(error.messages)}")
        return 1
    print(f"{settings.PUBLIC_URL}{invitation.path}")
    return 0
