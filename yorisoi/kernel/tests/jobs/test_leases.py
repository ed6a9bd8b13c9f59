"""Leases: a worker that shows no sign of life loses its jobs, and nobody else is blamed for its death."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from yorisoi.kernel import clock, jobs
from yorisoi.kernel.jobs import claiming
from yorisoi.kernel.jobs.claiming import LEASE
from yorisoi.kernel.models import Job, JobState

NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
ONE, TWO = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def work() -> None:
    jobs.job("test.work")(lambda: None)


def test_after_the_lease_another_worker_has_the_job(db: None) -> None:
    job_id = jobs.enqueue("test.work")
    with clock.moved_to(NOON):
        assert [job.id for job in claiming.claim(ONE)] == [job_id]
    with clock.moved_to(NOON + LEASE):
        assert claiming.recover() == 0
        assert claiming.claim(TWO) == []
    with clock.moved_to(NOON + LEASE + timedelta(seconds=1)):
        assert claiming.recover() == 1
        assert [job.id for job in claiming.claim(TWO)] == [job_id]
    assert (Job.objects.get().worker, Job.objects.get().lost) == (TWO, 1)


def test_a_renewed_lease_keeps_the_job(db: None) -> None:
    job_id = jobs.enqueue("test.work")
    with clock.moved_to(NOON):
        claiming.claim(ONE)
    with clock.moved_to(NOON + LEASE):
        claiming.renew(ONE, [job_id])
    with clock.moved_to(NOON + LEASE * 2):
        assert claiming.recover() == 0


def test_a_worker_never_thinks_lost_what_it_holds_itself(db: None) -> None:
    job_id = jobs.enqueue("test.work")
    with clock.moved_to(NOON):
        claiming.claim(ONE)
    with clock.moved_to(NOON + LEASE * 3):
        assert claiming.recover([job_id]) == 0
        assert claiming.recover() == 1


def test_a_worker_that_was_thought_dead_cannot_end_its_successors_job(db: None) -> None:
    job_id = jobs.enqueue("test.work")
    with clock.moved_to(NOON):
        [mine] = claiming.claim(ONE)
    with clock.moved_to(NOON + LEASE * 2):
        claiming.recover()
        claiming.claim(TWO)
        claiming.finish(ONE, {job_id: None})
        claiming.fail(ONE, mine, error="late", error_class="x", retries=0, backoff=LEASE)
        claiming.release(ONE, [job_id])
        claiming.renew(ONE, [job_id], lease=LEASE * 9)
        job = Job.objects.get()
        assert (job.state, job.worker, job.error) == (JobState.RUNNING, TWO, "")
        claiming.finish(TWO, {job_id: None})
    assert Job.objects.get().state == JobState.DONE


def test_what_a_worker_died_with_is_taken_alone(db: None) -> None:
    suspects = [jobs.enqueue("test.work") for _ in range(3)]
    with clock.moved_to(NOON):
        assert len(claiming.claim(ONE)) == 3
    fresh = jobs.enqueue("test.work")
    with clock.moved_to(NOON + LEASE * 2):
        claiming.recover()
        taken: list[list[UUID]] = [[job.id for job in claiming.claim(TWO)] for _ in range(4)]
    assert taken == [[suspects[0]], [suspects[1]], [suspects[2]], [fresh]]


def test_a_job_that_kills_its_workers_is_given_up_and_losing_a_worker_is_no_failure(db: None) -> None:
    job_id = jobs.enqueue("test.work")
    moment = NOON
    for lost in range(claiming.LOST_AT_MOST):
        with clock.moved_to(moment):
            [job] = claiming.claim(ONE)
            assert (job.failures, job.lost) == (0, lost)
        moment += LEASE * 2
        with clock.moved_to(moment):
            assert claiming.recover() == 1
    job_row = Job.objects.get(id=job_id)
    assert (job_row.state, job_row.error_class) == (JobState.DEAD, "WorkerLost")
    assert "5 workers died" in job_row.error


def test_what_is_given_back_has_not_been_tried(db: None) -> None:
    jobs.enqueue("test.work", unique_key="k")
    jobs.enqueue("test.work")
    claimed = claiming.claim(ONE)
    replacement = jobs.enqueue("test.work", unique_key="k")
    claiming.release(ONE, [job.id for job in claimed])
    waiting = Job.objects.filter(state=JobState.WAITING)
    assert {(job.id, job.attempts) for job in waiting} == {(replacement, 0), (claimed[1].id, 0)}
    assert Job.objects.get(id=claimed[0].id).state == JobState.DONE, "its key has a newer job that does its work"
