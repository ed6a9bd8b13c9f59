"""Models are stored and loaded by SQL that is made once as the ORM would."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from yorisoi.kernel import sql
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.models import AuditEntry, Job, JobState, StoredFile

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 3, 4, 5, 678901, tzinfo=UTC)


def job(name: str, **fields: object) -> Job:
    return Job(name=name, run_at=AT, enqueued_at=AT, **fields)


@sql.prepared
def _of_name(name: str, after: datetime) -> QuerySet[Job]:
    return Job.objects.filter(name=name, run_at__gt=after, state=JobState.WAITING).order_by("-id")


@sql.prepared
def _kwargs_of(job_id: UUID) -> QuerySet[Job, tuple[str, dict[str, int]]]:
    return Job.objects.filter(id=job_id).values_list("name", "kwargs")


@sql.prepared
def _names_by_priority(priority: int) -> QuerySet[Job, str]:
    return Job.objects.filter(priority__gte=priority).order_by("priority").values_list("name", flat=True)


def test_inserted_rows_are_as_the_orm_reads_them() -> None:
    entry = AuditEntry(
        at=AT, verb="x.done", kind="x", object_id=uuid7(), brand_id=uuid7(), data={"名": ["値", 1], "when": AT}
    )
    file = StoredFile(sha256="a" * 64, size=3, content_type="text/plain", stored_at=AT)
    sql.insert([entry, file])
    read = AuditEntry.objects.get(id=entry.id)
    assert (read.at, read.actor_id, read.brand_id) == (AT, None, entry.brand_id)
    assert read.data["名"] == ["値", 1]
    assert StoredFile.objects.get(sha256="a" * 64).size == 3
    assert not entry._state.adding


def test_many_rows_take_one_statement() -> None:
    sql.insert([job("warm")])
    with CaptureQueriesContext(connection) as seen:
        sql.insert([job(f"j{n}", args=[n], kwargs={"n": n}) for n in range(50)])
    assert len(seen) == 1
    assert Job.objects.filter(name__startswith="j").count() == 50
    assert Job.objects.get(name="j7").args == [7]


def test_doubles_are_an_error_or_left_out() -> None:
    one, other = job("x", unique_key="k"), job("x", unique_key="k")
    sql.insert([one])
    with pytest.raises(IntegrityError), transaction.atomic():
        sql.insert([other])
    sql.insert([other], or_ignore=True)
    assert Job.objects.get(name="x").id == one.id


def test_an_update_changes_only_what_it_names() -> None:
    row = job("x")
    sql.insert([row])
    row.state, row.lease_until, row.priority = JobState.RUNNING, AT + timedelta(seconds=1), 7
    sql.update(row, ["state", "lease_until"])
    read = Job.objects.get(id=row.id)
    assert (read.state, read.lease_until, read.priority) == (JobState.RUNNING, AT + timedelta(seconds=1), 0)


def test_an_update_of_a_row_that_is_gone_is_an_error() -> None:
    with pytest.raises(DatabaseError, match="no row was changed"):
        sql.update(job("x"), ["state"])


def test_prepared_models_are_those_of_the_query_set() -> None:
    first, second = job("x", kwargs={"n": 1}, worker=uuid7()), job("x")
    sql.insert([first, second, job("y"), job("x", state=JobState.DONE)])
    for _ in range(2):  # compiled, then kept
        found = _of_name("x", AT - timedelta(microseconds=1))
        assert [each.id for each in found] == [second.id, first.id]
        assert (found[1].kwargs, found[1].worker, found[1].run_at) == ({"n": 1}, first.worker, AT)
        assert _of_name("x", AT) == []
        assert _of_name.first("nobody", AT) is None


def test_prepared_values_come_in_their_shape() -> None:
    rows = [job("b", priority=2, kwargs={"n": 2}), job("a", priority=1), job("c", priority=3)]
    sql.insert(rows)
    assert _kwargs_of.first(rows[0].id) == ("b", {"n": 2})
    assert _names_by_priority(2) == ["b", "c"]


def test_statements_of_our_own_take_ids_and_moments() -> None:
    row = job("x")
    sql.insert([row])
    later = AT + timedelta(days=1)
    assert sql.execute("UPDATE kernel_job SET run_at = %s WHERE id = %s", [later, row.id]) == 1
    assert Job.objects.get(id=row.id).run_at == later
