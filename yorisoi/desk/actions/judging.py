"""What the checks say of a case's record, kept with it for the figures."""

from uuid import UUID

from yorisoi.desk.contracts import Status
from yorisoi.desk.models import Case, Record
from yorisoi.desk.queries.records import customer_texts, judged
from yorisoi.desk.record_checks import completeness


def judge(case: Case) -> None:
    """Check the record of a case that is being changed, if it has one, as the case stands now."""
    record = Record.objects.filter(case_id=case.id).first()
    if record is None:
        return
    found = judged(record.fields, Status(case.status), customer_texts(case.id))
    names = sorted({each.check for each in found})
    filled = round(completeness(record.fields) * 100)
    if (record.findings, record.filled) != (names, filled):
        Record.objects.filter(case_id=case.id).update(findings=names, filled=filled)


def judge_case(case_id: UUID) -> None:
    """The same for a case that was changed elsewhere."""
    judge(Case.objects.get(id=case_id))
