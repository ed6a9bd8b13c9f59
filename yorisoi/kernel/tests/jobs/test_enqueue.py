"""Enqueueing: with the caller's transaction, checked at once, once for a key."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from yorisoi.kernel import clock, jobs
from yorisoi.kernel.jobs import claiming
from yorisoi.kernel.models import Job, JobState
from yorisoi.kernel.models.job import in_state

NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def greet() -> None:
    @jobs.job("test.greet", priority=3)
    def greet(name: str, loud: bool = False) -> None:
        """Nothing to do: these tests look at rows."""


def test_a_job_is_stored_with_its_arguments_and_the_priority_of_its_kind(db: None) -> None:
    job_id = jobs.enqueue("test.greet", name="佐藤")
    job = Job.objects.get()
    assert (job.id, job.name, job.kwargs, job.args) == (job_id, "test.greet", {"name": "佐藤"}, [])
    assert (job.state, job.priority, job.attempts, job.lost, job.error) == (JobState.WAITING, 3, 0, 0, "")


def test_an_unknown_name_is_an_error_at_once(db: None) -> None:
    with pytest.raises(jobs.UnknownJobError, match=r"no job is called test\.nobody"):
        jobs.enqueue("test.nobody")
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [{}, {"name": "a", "age": 3}, {"name": uuid4()}, {"name": ["a"]}, {"name": NOON}],
    ids=["missing", "unexpected", "uuid", "list", "datetime"],
)
def test_arguments_that_cannot_be_called_or_stored_are_an_error_at_once(db: None, arguments: Any) -> None:
    with pytest.raises(TypeError):
        jobs.enqueue("test.greet", **arguments)


def test_two_jobs_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match=r"two jobs are called test\.greet"):
        jobs.job("test.greet")(lambda: None)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_rolled_back_takes_its_jobs_with_it() -> None:
    with transaction.atomic():
        jobs.enqueue("test.greet", name="a")
        jobs.enqueue("test.greet", name="b", unique_key="b")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_with_a_key_the_waiting_job_stands_for_the_second(db: None) -> None:
    first = jobs.enqueue("test.greet", name="a", unique_key="k")
    assert jobs.enqueue("test.greet", name="b", unique_key="k") == first
    assert jobs.enqueue("test.greet", name="b", unique_key="other") != first
    assert Job.objects.count() == 2


def test_the_same_key_under_another_name_is_another_job(db: None) -> None:
    jobs.job("test.other")(lambda: None)
    assert jobs.enqueue("test.greet", name="a", unique_key="k") != jobs.enqueue("test.other", unique_key="k")


def test_while_the_job_with_the_key_runs_another_is_due(db: None) -> None:
    first = jobs.enqueue("test.greet", name="a", unique_key="k")
    assert [job.id for job in claiming.claim(uuid4())] == [first]
    assert jobs.enqueue("test.greet", name="a", unique_key="k") != first


def test_a_later_job_is_brought_forward_by_an_earlier_one_of_its_key(db: None) -> None:
    with clock.moved_to(NOON):
        first = jobs.enqueue("test.greet", name="a", unique_key="k", run_at=NOON + timedelta(hours=1))
        assert Job.objects.get().state == JobState.LATER
        assert jobs.enqueue("test.greet", name="a", unique_key="k", run_at=NOON + timedelta(hours=2)) == first
        assert Job.objects.get().run_at == NOON + timedelta(hours=1)
        assert jobs.enqueue("test.greet", name="a", unique_key="k") == first
    job = Job.objects.get()
    assert (job.run_at, job.state) == (NOON, JobState.WAITING)


def test_a_job_for_later_waits_for_its_time(db: None) -> None:
    with clock.moved_to(NOON):
        jobs.enqueue("test.greet", name="a", run_at=NOON + timedelta(minutes=5))
        assert claiming.promote() == 0
        assert claiming.claim(uuid4()) == []
    with clock.moved_to(NOON + timedelta(minutes=5)):
        assert claiming.promote() == 1
        assert len(claiming.claim(uuid4())) == 1


def test_the_highest_priority_comes_first_and_then_the_oldest(db: None) -> None:
    order = [("late", 0), ("low", -5), ("urgent", 50), ("also urgent", 50), ("last", -5)]
    ids: dict[UUID, str] = {jobs.enqueue("test.greet", name=name, priority=number): name for name, number in order}
    claimed = [ids[job.id] for job in claiming.claim(uuid4())]
    assert claimed == ["urgent", "also urgent", "late", "low", "last"]


def test_claiming_reads_the_short_index_of_waiting_jobs(db: None) -> None:
    for state, index in [(JobState.WAITING, "job_waiting"), (JobState.LATER, "job_later"), (JobState.DONE, "job_done")]:
        plan = Job.objects.filter(in_state(state)).explain()
        if connection.vendor == "sqlite":
            assert index in plan
