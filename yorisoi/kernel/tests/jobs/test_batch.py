"""Jobs that may be done together: in one call, all or nothing, and one that fails spoils only itself."""

import threading
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from yorisoi.kernel import clock, jobs
from yorisoi.kernel.jobs.claiming import BATCH
from yorisoi.kernel.models import Job, JobState, Schedule
from yorisoi.kernel.tests.jobs import process_jobs
from yorisoi.kernel.tests.jobs.test_kill import Start
from yorisoi.kernel.tests.jobs.test_kill import start as start

SECONDS = 20


class Rows:
    """A job whose effect is a row for each number, so that what was rolled back is seen to be gone."""

    def __init__(self, bad: int = -1) -> None:
        self.bad = bad
        self.alone: list[int] = []
        self.together: list[list[int]] = []
        jobs.job("test.row", batch=self.many)(self.one)

    def one(self, number: int) -> None:
        self.alone.append(number)
        self._make([number])

    def many(self, calls: Sequence[Mapping[str, Any]]) -> None:
        numbers = [call["number"] for call in calls]
        self.together.append(numbers)
        self._make(numbers)

    @transaction.atomic
    def _make(self, numbers: list[int]) -> None:
        for number in numbers:
            Schedule.objects.create(name=f"row {number}", rule="", next_at=clock.now())
            if number == self.bad:
                raise ValueError("unlucky")

    @staticmethod
    def made() -> set[int]:
        return {int(name.split()[1]) for name in Schedule.objects.values_list("name", flat=True)}


def enqueue(how_many: int) -> None:
    for number in range(how_many):
        jobs.enqueue("test.row", number=number)


def test_those_of_one_name_are_one_call_in_their_order(db: None) -> None:
    rows = Rows()
    enqueue(5)
    assert jobs.run_pending() == 5
    assert (rows.together, rows.alone) == ([[0, 1, 2, 3, 4]], [])
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_one_that_is_alone_is_called_alone(db: None) -> None:
    rows = Rows()
    enqueue(1)
    jobs.run_pending()
    assert (rows.together, rows.alone) == ([], [0])


def test_a_batch_has_its_bound_and_a_limit_holds(db: None) -> None:
    rows = Rows()
    enqueue(BATCH + 3)
    assert jobs.run_pending(limit=2) == 2
    assert jobs.run_pending() == BATCH + 1
    assert list(map(len, rows.together)) == [2, BATCH]
    assert len(rows.alone) == 1


def test_others_between_them_are_not_in_the_batch(db: None) -> None:
    rows = Rows()
    other: list[int] = []

    @jobs.job("test.other")
    def do_other(number: int) -> None:
        other.append(number)

    jobs.enqueue("test.row", number=1)
    jobs.enqueue("test.other", number=7)
    jobs.enqueue("test.row", number=2)
    jobs.run_pending()
    assert (rows.together, other) == ([[1, 2]], [7])


@pytest.mark.parametrize("bad", [0, 4, 9])
def test_one_that_fails_is_found_and_tried_again_while_the_rest_is_done(db: None, bad: int) -> None:
    rows = Rows(bad)
    enqueue(10)
    assert jobs.run_pending(raising=False) == 10
    assert rows.made() == set(range(10)) - {bad}
    failed = Job.objects.get(state=JobState.LATER)
    assert (failed.kwargs, failed.attempts, failed.error_class) == ({"number": bad}, 1, "builtins.ValueError")
    assert Job.objects.filter(state=JobState.DONE).count() == 9
    assert len(rows.together) + len(rows.alone) <= 2 * 4 + 1, "halves, not one by one"


def test_one_that_has_failed_is_not_put_among_others_again(db: None) -> None:
    rows = Rows(bad=1)
    enqueue(3)
    jobs.run_pending(raising=False)
    rows.together.clear()
    rows.alone.clear()
    rows.bad = -1
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        for number in (10, 11):
            jobs.enqueue("test.row", number=number)
        jobs.run_pending()
    assert (rows.together, rows.alone) == ([[10, 11]], [1])
    assert rows.made() == {0, 1, 2, 10, 11}


def test_an_error_that_is_raised_leaves_the_rest_waiting(db: None) -> None:
    rows = Rows(bad=0)
    enqueue(4)
    with pytest.raises(ValueError, match="unlucky"):
        jobs.run_pending()
    assert Job.objects.filter(state=JobState.WAITING, attempts=0).count() == 3
    jobs.run_pending()
    assert rows.made() == {1, 2, 3}


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_them_together_and_notes_each() -> None:
    rows = Rows(bad=3)
    enqueue(8)
    stop, ended = threading.Event(), threading.Event()
    jobs.job("test.end", priority=-1)(ended.set)
    jobs.enqueue("test.end")
    worker = threading.Thread(target=jobs.run_worker, args=(stop,), kwargs={"threads": 1})
    worker.start()
    assert ended.wait(SECONDS)
    stop.set()
    worker.join(SECONDS)
    assert rows.together[0] == list(range(8))
    assert rows.made() == set(range(8)) - {3}
    assert Job.objects.filter(state=JobState.DONE, finished_at__lte=clock.now()).count() == 8
    assert Job.objects.get(state=JobState.LATER).kwargs == {"number": 3}


def test_a_batch_whose_worker_is_killed_is_done_by_another_one_by_one(start: Start) -> None:
    process_jobs.register("test")
    for number in range(3):
        jobs.enqueue("test.many", number=number)
    doomed = start("doomed", 0.5)
    assert doomed.line() == "begins 0 1 2"
    doomed.process.kill()
    doomed.process.wait()
    assert Job.objects.filter(state=JobState.RUNNING).count() == 3

    heir = start("heir", 0.5)
    assert sorted(heir.line() for _ in range(3)) == ["alone 0", "alone 1", "alone 2"]
    heir.process.terminate()
    assert heir.line() == "stopped"
    assert set(Job.objects.values_list("state", "lost", "attempts")) == {(JobState.DONE, 1, 2)}
