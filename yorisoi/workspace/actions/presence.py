"""Presence: whether a member of staff takes work."""

from django.db import transaction

from yorisoi.kernel import clock, live
from yorisoi.kernel.events import publish
from yorisoi.workspace.contracts import Actor, NotAllowed, PresenceStatus
from yorisoi.workspace.events import PresenceChanged
from yorisoi.workspace.models import Presence


@transaction.atomic
def set_presence(*, actor: Actor, status: PresenceStatus) -> None:
    """Say whether one takes work from now on; saying the same again keeps the time since."""
    if actor.staff_id is None or actor.user_id is None:
        raise NotAllowed("presence")
    presence, made = Presence.objects.select_for_update().get_or_create(
        staff_id=actor.staff_id, defaults={"status": status.value, "since": clock.now()}
    )
    if not made and presence.status != status.value:
        presence.status, presence.since = status.value, clock.now()
        presence.save()
    publish(PresenceChanged(staff_id=actor.staff_id, status=status.value))
    live.notify(f"user:{actor.user_id}", "presence")
