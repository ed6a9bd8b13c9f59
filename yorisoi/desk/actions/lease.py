"""Only one person answers a case at a time: the reply lease."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import announce, locked, tell
from yorisoi.desk.actions.notices import tell_of_lost_reply
from yorisoi.desk.contracts import NotPossible, ReplyHeld
from yorisoi.desk.models import NOBODY, Case, ReplyLease
from yorisoi.desk.permissions import ANSWER
from yorisoi.kernel import clock, sql, unit
from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import Actor

LASTS = timedelta(seconds=90)
_DROP = "DELETE FROM desk_replylease WHERE case_id = %s AND staff_id = %s"


@unit.work()
def take_lease(*, actor: Actor, case_id: UUID, take_over: bool = False) -> None:
    """Say that the actor writes the reply, or goes on writing; holds for 90 s. The page says it again while one types.

    take_over: take it from whoever has it, which is logged. Raises NotFound, NotAllowed, ReplyHeld.
    """
    case = locked(actor, case_id, ANSWER)
    holder = held_by_other(case, actor)
    if holder and not take_over:
        raise ReplyHeld(_("%(name)s is writing a reply.") % {"name": holder}, holder)
    if actor.staff_id is None:
        raise NotPossible(_("Only a member of staff can write a reply."))
    before = ReplyLease.objects.filter(case=case).values_list("staff_id", flat=True).first()
    ReplyLease.objects.update_or_create(case=case, defaults={"staff_id": actor.staff_id, "until": clock.now() + LASTS})
    if holder and before is not None:
        tell_of_lost_reply(case, actor, before)
        tell(case, actor, "taken_over", name=holder)
    if before != actor.staff_id:
        announce(case)


@unit.work()
def release_lease(*, actor: Actor, case_id: UUID) -> None:
    """The actor stopped writing. Another's lease is left alone. Raises NotFound, NotAllowed."""
    case = locked(actor, case_id, ANSWER)
    if end_lease(case, actor):
        announce(case)


def end_lease(case: Case, actor: Actor) -> bool:
    """Drop the actor's own lease; whether there was one."""
    return bool(sql.execute(_DROP, [case.id, actor.staff_id or NOBODY]))


def held_by_other(case: Case, actor: Actor) -> str:
    """The name of another person who is writing the reply just now, or ""."""
    return _holder.first(case.id, clock.now(), actor.staff_id or NOBODY) or ""


@prepared
def _holder(case_id: UUID, now: datetime, but: UUID) -> QuerySet[ReplyLease, str]:
    lease = ReplyLease.objects.filter(case_id=case_id, until__gt=now).exclude(staff_id=but)
    return lease.values_list("staff__display_name", flat=True)
