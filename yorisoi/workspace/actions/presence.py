"""Presence: whether a member of staff takes work."""

from django.db import transaction

from yorisoi.kernel import clock
from yorisoi.workspace.contracts import Actor, NotAllowed, PresenceStatus
from yorisoi.workspace.models import Presence


@transaction.atomic
def set_presence(*, actor: Actor, status: PresenceStatus) -> None:
    """Say whether one takes work from now on; saying the same again keeps the time since."""
    if actor.staff_id is None:
        raise NotAllowed("presence")
    held = Presence.objects.select_for_update().filter(staff_id=actor.staff_id).first()
    if held is None or held.status != status:
        Presence.objects.update_or_create(
            staff_id=actor.staff_id, defaults={"status": status.value, "since": clock.now()}
        )
