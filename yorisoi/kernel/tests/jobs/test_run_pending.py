"""Running: results, failures, retries, the end of retries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from yorisoi.kernel import clock, jobs
from yorisoi.kernel.jobs import claiming, pruning
from yorisoi.kernel.models import Job, JobState, Schedule

NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_due_jobs_run_and_so_do_those_they_enqueue(db: None) -> None:
    ran: list[int] = []

    @jobs.job("test.count_down")
    def count_down(number: int) -> None:
        ran.append(number)
        if number:
            jobs.enqueue("test.count_down", number=number - 1)

    jobs.enqueue("test.count_down", number=3)
    assert jobs.run_pending() == 4
    assert ran == [3, 2, 1, 0]
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_a_limit_leaves_the_rest_waiting(db: None) -> None:
    jobs.job("test.nothing")(lambda: None)
    for _ in range(3):
        jobs.enqueue("test.nothing")
    assert jobs.run_pending(limit=2) == 2
    assert Job.objects.filter(state=JobState.WAITING).count() == 1


def test_a_failure_is_kept_and_tried_again_later_and_at_last_given_up(db: None) -> None:
    @jobs.job("test.fail", retries=2, backoff=timedelta(seconds=10))
    def fail() -> None:
        raise ValueError("届きませんでした")

    moment = NOON
    waits = []
    with clock.moved_to(NOON):
        jobs.enqueue("test.fail")
    for attempt in (1, 2, 3):
        with clock.moved_to(moment):
            assert jobs.run_pending(raising=False) == 1
        job = Job.objects.get()
        assert (job.attempts, job.error_class) == (attempt, "builtins.ValueError")
        assert "届きませんでした" in job.error
        waits.append((job.run_at - moment).total_seconds())
        moment = job.run_at
    assert 5 <= waits[0] <= 10
    assert 10 <= waits[1] <= 20
    assert (job.state, job.finished_at) == (JobState.DEAD, moment)


def test_the_error_is_raised_to_the_test_that_runs_it(db: None) -> None:
    @jobs.job("test.fail")
    def fail() -> None:
        raise ValueError("once")

    jobs.enqueue("test.fail")
    with pytest.raises(ValueError, match="once"):
        jobs.run_pending()
    assert Job.objects.get().state == JobState.LATER


def test_the_wait_doubles_to_six_hours_at_most() -> None:
    second = timedelta(seconds=1)
    for failures in range(60):
        whole = min(timedelta(hours=6), second * 2 ** min(failures, 20))
        assert whole / 2 <= claiming.delay(failures, second) <= whole
    assert len({claiming.delay(3, second) for _ in range(20)}) > 1, "what fails together comes back apart"


def test_a_job_that_breaks_its_queries_does_not_break_the_transaction_around_it(db: None) -> None:
    Schedule.objects.create(name="taken", rule="", next_at=NOON)

    @jobs.job("test.collide")
    def collide() -> None:
        Schedule.objects.create(name="taken", rule="", next_at=NOON)

    jobs.enqueue("test.collide")
    with pytest.raises(IntegrityError):
        jobs.run_pending()
    assert Job.objects.get().error_class.endswith("IntegrityError")


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_whose_key_was_enqueued_meanwhile_makes_way() -> None:
    @jobs.job("test.refresh")
    def refresh() -> None:
        jobs.enqueue("test.refresh", unique_key="k")
        raise ValueError("after something changed")

    first = jobs.enqueue("test.refresh", unique_key="k")
    jobs.run_pending(limit=1, raising=False)
    assert Job.objects.get(id=first).state == JobState.DONE
    assert Job.objects.exclude(id=first).get().state == JobState.WAITING


def test_a_job_whose_code_is_gone_fails_with_a_clear_word(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from yorisoi.kernel.jobs import registry

    jobs.job("test.gone")(lambda: None)
    jobs.enqueue("test.gone")
    monkeypatch.delitem(registry._tasks, "test.gone")
    jobs.run_pending(raising=False)
    assert "no job is called test.gone" in Job.objects.get().error


def test_done_jobs_go_after_three_days_and_dead_ones_stay(db: None) -> None:
    @jobs.job("test.maybe", retries=0)
    def maybe(well: bool) -> None:
        if not well:
            raise ValueError("no")

    with clock.moved_to(NOON):
        jobs.enqueue("test.maybe", well=True)
        jobs.enqueue("test.maybe", well=False)
        jobs.run_pending(raising=False)
    with clock.moved_to(NOON + timedelta(days=3)):
        assert pruning.prune() == 0
    with clock.moved_to(NOON + timedelta(days=3, seconds=1)):
        assert pruning.prune() == 1
    assert Job.objects.get().state == JobState.DEAD
