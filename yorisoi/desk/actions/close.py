"""Close a case with its record, reopen it, and write the record."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yorisoi.desk.actions.case_fields import Typed, missing_fields, put_fields
from yorisoi.desk.actions.change import changing, tell
from yorisoi.desk.actions.checklists import check_off
from yorisoi.desk.actions.judging import judge
from yorisoi.desk.actions.standing import close_case, reopen_case
from yorisoi.desk.contracts import CLOSED_STATUSES, NotPossible, RecordFields, RecordNeeded, Status
from yorisoi.desk.models import Case, Record, Topic
from yorisoi.desk.permissions import ANSWER, CLOSE
from yorisoi.desk.queries.checklists import CheckLine
from yorisoi.kernel import clock, sql
from yorisoi.kernel.sql import prepared
from yorisoi.workspace.contracts import Actor


def close(
    *,
    actor: Actor,
    case_id: UUID,
    outcome: Status = Status.DONE,
    record: RecordFields | None = None,
    typed: Typed | None = None,
    ticked: Collection[UUID] = (),
    override: str = "",
) -> None:
    """Close the case: done (完了), or no action needed (対応不要, never needs a record).

    typed: what was typed into the topic's own fields. ticked: checklist items done now; override: why those that stay
    open do not matter, for who may. Raises NotFound, NotAllowed, FieldsWrong; RecordNeeded when the
    topic wants a record or fields that are not complete; NotPossible when the case is closed already.
    """
    if outcome not in CLOSED_STATUSES:
        raise ValueError(f"not a way to close a case: {outcome}")
    with changing(actor, case_id, CLOSE) as case:
        if not case.is_open:
            raise NotPossible(_("The case is closed already."))
        if typed:
            put_fields(case, actor, typed)
        if outcome is Status.DONE:
            check_record(case, record, check_off(case, actor, ticked, override))
        if record is not None:
            put_record(case, actor, record)
        close_case(case, actor, outcome)
        judge(case)


def reopen(*, actor: Actor, case_id: UUID) -> None:
    """Open a closed case again. Raises NotFound, NotAllowed; NotPossible when it is open."""
    with changing(actor, case_id, CLOSE) as case:
        if case.is_open:
            raise NotPossible(_("The case is open already."))
        reopen_case(case, actor, by="hand")


def write_record(*, actor: Actor, case_id: UUID, record: RecordFields, typed: Typed | None = None) -> None:
    """Write or correct the record, and the topic's own fields, without closing. Raises NotFound, NotAllowed,
    FieldsWrong."""
    with changing(actor, case_id, ANSWER) as case:
        if typed:
            put_fields(case, actor, typed)
        put_record(case, actor, record)
        judge(case)


def check_record(case: Case, record: RecordFields | None, left: Sequence[CheckLine] = ()) -> None:
    """Raise RecordNeeded when the topic wants a record and neither the one given nor the one on file is complete, or
    wants fields that are empty, or when checklist items are left open."""
    fields, missing = missing_fields(case), _missing_in_record(case, record)
    items = {line.id: line.text for line in left}
    if missing or fields or items:
        words = _("The topic asks for a complete record before the case is closed.")
        if not missing:
            words = _("The topic asks for more before the case is closed.")
        raise RecordNeeded(words, missing, fields, items)


def _missing_in_record(case: Case, record: RecordFields | None) -> tuple[str, ...]:
    if case.topic_id is None or not _needs_record.first(case.topic_id):
        return ()
    if record is None:
        on_file = _record_of.first(case.id)
        record = on_file.fields if on_file else RecordFields()
    return record.missing


def put_record(case: Case, actor: Actor, record: RecordFields) -> None:
    """Save the record of a case that is being changed."""
    on_file = _record_of.first(case.id)
    if record == (on_file.fields if on_file else RecordFields()):
        return
    written = {**asdict(record), "by_id": actor.staff_id, "at": clock.now()}
    row = Record(case_id=case.id, **written)
    if on_file is None:
        sql.insert([row])
    else:
        sql.update(row, list(written))
    tell(case, actor, "recorded", shown=on_file is None)


@prepared
def _record_of(case_id: UUID) -> QuerySet[Record]:
    return Record.objects.filter(case_id=case_id)


@prepared
def _needs_record(topic_id: UUID) -> QuerySet[Topic, bool]:
    return Topic.objects.filter(id=topic_id).values_list("needs_record", flat=True)
