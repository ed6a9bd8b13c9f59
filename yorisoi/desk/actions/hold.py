"""Put a case on hold and take it up again."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import changing
from yorisoi.desk.actions.standing import end_hold, hold_case
from yorisoi.desk.contracts import NotPossible, Status, Waiting
from yorisoi.desk.models import Case, Hold
from yorisoi.desk.permissions import CLOSE, READ
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import SYSTEM, Actor

WOKEN = "wake"  # as the direction of a case whose date has come: its row says so until it is read


def hold(*, actor: Actor, case_id: UUID, reason: Waiting, until: datetime | None = None) -> None:
    """Wait for the customer, a department, another company, or a date; at `until` the case comes back by itself.

    Raises NotFound, NotAllowed; NotPossible for a closed case, for a past date, or for a date that is not given.
    """
    if until is not None and until <= clock.now():
        raise NotPossible(_("The date lies in the past."))
    if reason is Waiting.DATE and until is None:
        raise NotPossible(_("Say until when the case waits."))
    with changing(actor, case_id, CLOSE) as case:
        _must_be_open(case)
        hold_case(case, actor, reason, until)


def resume(*, actor: Actor, case_id: UUID) -> None:
    """Work on it again. Raises NotFound, NotAllowed; NotPossible when it does not wait."""
    with changing(actor, case_id, CLOSE) as case:
        if case.status != Status.PENDING:
            raise NotPossible(_("The case is not on hold."))
        end_hold(case, actor, woken_by="hand")


def start(*, actor: Actor, case_id: UUID) -> None:
    """Say that the case is being worked on (対応中). Raises NotFound, NotAllowed; NotPossible when it is closed."""
    with changing(actor, case_id, CLOSE) as case:
        _must_be_open(case)
        if case.status == Status.PENDING:
            end_hold(case, actor, woken_by="hand")
        case.status = Status.OPEN


def wake(*, hold_id: UUID, actor: Actor = SYSTEM) -> bool:
    """The date of a hold has come; False when the case waits no longer, or not for this."""
    waiting = Hold.objects.filter(id=hold_id, ended_at=None, until__lte=clock.now()).first()
    if waiting is None:
        return False
    with changing(actor, waiting.case_id, READ) as case:
        if not Hold.objects.filter(id=hold_id, ended_at=None).exists():
            return False
        end_hold(case, actor, woken_by="date")
        case.last_at, case.last_direction = clock.now(), WOKEN
    return True


def _must_be_open(case: Case) -> None:
    if not case.is_open:
        raise NotPossible(_("The case is closed. Reopen it first."))
