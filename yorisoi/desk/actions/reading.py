"""Who has read and who looks at a case."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.models import NOBODY, Case, ReadMark, ReplyLease, Viewing
from yorisoi.desk.permissions import visible
from yorisoi.desk.queries.seen import LOOKS_FOR
from yorisoi.kernel import clock, live
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotFound


@transaction.atomic
def look(*, actor: Actor, case_id: UUID) -> int:
    """The actor has the case on the screen: it is read up to now, and others see who looks. Raises NotFound.

    Returns how many of the actor's notifications were about it and are read now.

    The page says so on opening and every 20 s; tells others only when somebody comes.
    """
    case = Case.objects.filter(visible(actor), pk=case_id).only("id", "brand_id", "last_at").first()
    if case is None or actor.staff_id is None:
        raise NotFound(_("There is no such case."))
    now = clock.now()
    seen_before = Viewing.objects.filter(case=case, staff_id=actor.staff_id).values_list("at", flat=True).first()
    Viewing.objects.update_or_create(case=case, staff_id=actor.staff_id, defaults={"at": now})
    ReadMark.objects.update_or_create(staff_id=actor.staff_id, case=case, defaults={"at": max(now, case.last_at)})
    read = workspace.mark_read_about(actor=actor, object_id=case.id)
    if seen_before is None or seen_before < now - LOOKS_FOR:
        live.notify(f"inbox:{case.brand_id}", str(case.id))
        live.notify(f"case:{case.id}", str(case.id))
    return read


@transaction.atomic
def look_away(*, actor: Actor, case_id: UUID) -> None:
    """The actor left the case. Raises NotFound."""
    case = Case.objects.filter(visible(actor), pk=case_id).only("id", "brand_id").first()
    if case is None:
        raise NotFound(_("There is no such case."))
    if Viewing.objects.filter(case=case, staff_id=actor.staff_id or NOBODY).delete()[0]:
        live.notify(f"inbox:{case.brand_id}", str(case.id))


@transaction.atomic
def mark_unread(*, actor: Actor, case_id: UUID) -> None:
    """Show the case as unread to the actor again. Raises NotFound."""
    case = Case.objects.filter(visible(actor), pk=case_id).only("id", "opened_at").first()
    if case is None:
        raise NotFound(_("There is no such case."))
    marks = ReadMark.objects.filter(staff_id=actor.staff_id or NOBODY, case=case)
    marks.filter(draft_at=None).delete()
    marks.update(at=case.opened_at - timedelta(seconds=1))  # the mark of a draft stays


def sweep() -> None:
    """Forget viewings and leases that ended long ago."""
    long_ago = clock.now() - timedelta(hours=1)
    Viewing.objects.filter(at__lt=long_ago).delete()
    ReplyLease.objects.filter(until__lt=long_ago).delete()
