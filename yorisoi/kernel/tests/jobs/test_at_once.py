"""Jobs that run where they are enqueued, without a row."""

from datetime import timedelta

import pytest

from yorisoi.kernel import clock, jobs
from yorisoi.kernel.models import Job

pytestmark = pytest.mark.django_db


def test_due_jobs_run_at_the_end_of_the_block_and_those_they_enqueue_too() -> None:
    ran: list[int] = []

    @jobs.job("test.count_down")
    def count_down(number: int) -> None:
        ran.append(number)
        if number:
            jobs.enqueue("test.count_down", number=number - 1)

    with jobs.at_once():
        jobs.enqueue("test.count_down", number=2, run_at=clock.now())
        assert ran == []
    assert ran == [2, 1, 0]
    assert not Job.objects.exists()


def test_jobs_for_later_are_enqueued_as_ever() -> None:
    jobs.job("test.nothing")(lambda: None)
    with jobs.at_once():
        jobs.enqueue("test.nothing", run_at=clock.now() + timedelta(hours=1))
    jobs.enqueue("test.nothing")
    assert Job.objects.count() == 2


def test_a_failure_is_raised_and_nothing_runs_when_the_block_fails() -> None:
    ran: list[str] = []

    @jobs.job("test.fail")
    def fail() -> None:
        ran.append("ran")
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"), jobs.at_once():
        jobs.enqueue("test.fail")
    with pytest.raises(jobs.UnknownJobError), jobs.at_once():
        [jobs.enqueue(name) for name in ("test.fail", "test.of_no_such_name")]
    assert ran == ["ran"]
