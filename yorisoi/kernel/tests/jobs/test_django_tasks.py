"""Functions under Django's own @task run in the same worker."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.tasks import TaskContext, TaskResultStatus, default_task_backend, task
from django.tasks.exceptions import TaskResultDoesNotExist, TaskResultMismatch
from django.tasks.signals import task_enqueued, task_finished, task_started

from yorisoi.kernel import clock, jobs
from yorisoi.kernel.models import Job

NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@task
def add(one: int, two: int = 0) -> int:
    return one + two


@task(takes_context=True, priority=10)
def attempt(context: "TaskContext[..., Any]") -> int:
    return context.attempt


@task
async def later() -> str:
    return "async"


@task(retries=0)  # type: ignore[call-overload]  # our back end's task takes more than Django's stubs know
def broken() -> None:
    raise ValueError("壊れた")


def test_a_task_gives_its_result(db: None) -> None:
    result = add.enqueue(1, two=2)
    assert result.status == TaskResultStatus.READY
    assert jobs.run_pending() == 1
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 3, 1)
    assert add.get_result(result.id).return_value == 3
    with pytest.raises(TaskResultMismatch):
        attempt.get_result(result.id)


def test_context_priority_and_coroutines(db: None) -> None:
    results: list[Any] = [later.enqueue(), attempt.enqueue()]
    assert Job.objects.get(id=results[1].id).priority == 10
    jobs.run_pending()
    for result in results:
        result.refresh()
    assert [result.return_value for result in results] == ["async", 1]


def test_a_failed_task_tells_its_error(db: None) -> None:
    result = broken.enqueue()
    jobs.run_pending(raising=False)
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert result.errors[0].exception_class is ValueError
    assert "壊れた" in result.errors[0].traceback


def test_a_task_for_later(db: None) -> None:
    with clock.moved_to(NOON):
        add.using(run_after=NOON + timedelta(hours=1)).enqueue(1)
        assert jobs.run_pending() == 0
    with clock.moved_to(NOON + timedelta(hours=1)):
        assert jobs.run_pending() == 1


@pytest.mark.parametrize("result_id", ["no-id", "0198c0de-0000-7000-8000-000000000000"])
def test_there_is_no_such_result(db: None, result_id: str) -> None:
    with pytest.raises(TaskResultDoesNotExist):
        default_task_backend.get_result(result_id)


def test_djangos_listeners_hear_of_it(db: None) -> None:
    heard: list[str] = []

    def listen(signal: Any, **_more: Any) -> None:
        heard.append({task_enqueued: "enqueued", task_started: "started", task_finished: "finished"}[signal])

    for signal in (task_enqueued, task_started, task_finished):
        signal.connect(listen)
    try:
        add.enqueue(1)
        jobs.run_pending()
    finally:
        for signal in (task_enqueued, task_started, task_finished):
            signal.disconnect(listen)
    assert heard == ["enqueued", "started", "finished"]
