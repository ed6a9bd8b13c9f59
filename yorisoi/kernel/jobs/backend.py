"""Django's Tasks API on our table, so that functions under Django's own @task run in the same worker."""

from typing import Any
from uuid import UUID

from django.tasks import Task, TaskResult, TaskResultStatus
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import TaskError
from django.tasks.exceptions import TaskResultDoesNotExist
from django.tasks.signals import task_enqueued
from django.utils.json import normalize_json

from yorisoi.kernel.clock import now
from yorisoi.kernel.jobs import registry
from yorisoi.kernel.jobs.enqueueing import insert
from yorisoi.kernel.jobs.registry import JobTask
from yorisoi.kernel.models import Job, JobState

_STATUS = {
    JobState.LATER: TaskResultStatus.READY,
    JobState.WAITING: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.DEAD: TaskResultStatus.FAILED,
}


class DatabaseBackend(BaseTaskBackend):
    """settings.TASKS names this class."""

    task_class = JobTask
    supports_defer = True
    supports_async_task = True
    supports_get_result = True
    supports_priority = True

    def validate_task(self, task: "Task[..., Any]") -> None:
        """A named job is found by its name, so that its function may live anywhere."""
        if not (isinstance(task, JobTask) and task.job_name):
            super().validate_task(task)

    def enqueue[**P, R](self, task: "Task[P, R]", args: list[Any], kwargs: dict[str, Any]) -> "TaskResult[P, R]":
        """Add a row for the task, in the caller's transaction."""
        self.validate_task(task)
        if not isinstance(task, JobTask):
            raise TypeError("the task was made for another back end")
        job = insert(
            Job(
                name=task.stored_name,
                args=normalize_json(list(args)),
                kwargs=normalize_json(dict(kwargs)),
                priority=task.priority,
                run_at=task.run_after or now(),
            )
        )
        result: TaskResult[P, R] = result_of(job, task)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> "TaskResult[..., Any]":
        """What became of a task. Raises TaskResultDoesNotExist, also when it was done long ago and pruned."""
        try:
            job = Job.objects.get(id=UUID(result_id))
        except (ValueError, Job.DoesNotExist):
            raise TaskResultDoesNotExist(result_id) from None
        result: TaskResult[..., Any] = result_of(job, registry.stored(job.name))
        return result


def result_of(job: Job, task: JobTask) -> Any:
    """A row in the words of Django's Tasks API."""
    ended = job.state in {JobState.DONE, JobState.DEAD}
    result: TaskResult[..., Any] = TaskResult(
        task=task,
        id=str(job.id),
        status=_STATUS[JobState(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at if ended else None,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=[TaskError(exception_class_path=job.error_class, traceback=job.error)] if job.error_class else [],
        worker_ids=[str(job.worker)] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.returned)  # as Django's own back ends do: the class is frozen
    return result
