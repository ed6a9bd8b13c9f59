"""Calling a claimed job's function, and what follows from how it ended."""

import logging
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from traceback import format_exception
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.tasks import TaskContext
from django.tasks.signals import task_finished, task_started
from django.utils import timezone, translation
from django.utils.json import normalize_json

from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.jobs import claiming, registry
from yorisoi.kernel.jobs.backend import DatabaseBackend, result_of
from yorisoi.kernel.jobs.claiming import Claimed
from yorisoi.kernel.jobs.registry import JobTask
from yorisoi.kernel.models import Job

logger = logging.getLogger(__name__)

ERROR_CHARACTERS = 8000


def call(job: Claimed) -> Any:
    """Run the function; what one under @task gave, as JSON. Raises what the function raises, or UnknownJobError."""
    task = registry.stored(job.name)
    try:
        if not task.job_name:
            return _call_django_task(job, task)
        task.func(*job.args, **job.kwargs)
        return None
    finally:
        translation.deactivate()
        timezone.deactivate()


def _call_django_task(job: Claimed, task: JobTask) -> Any:
    result = result_of(Job.objects.get(id=job.id), task)
    task_started.send(DatabaseBackend, task_result=result)
    context: list[TaskContext[..., Any]] = [TaskContext(task_result=result)] if task.takes_context else []
    return normalize_json(task.call(*context, *job.args, **job.kwargs))


def announce_end(job: Claimed) -> None:
    """Tell Django's listeners how a function under @task ended; called once its row says so."""
    try:
        task = registry.stored(job.name)
    except registry.UnknownJobError:
        return
    if not task.job_name:
        task_finished.send(DatabaseBackend, task_result=result_of(Job.objects.get(id=job.id), task))


def note_failure(worker: UUID, job: Claimed, error: BaseException) -> None:
    """Write the failure down, in the row and in the log."""
    try:
        task = registry.stored(job.name)
        retries, backoff = task.retries, task.backoff
    except registry.UnknownJobError:  # a newer version of the product may know it
        retries, backoff = registry.RETRIES, registry.BACKOFF
    kind = type(error)
    dead = claiming.fail(
        worker,
        job,
        error="".join(format_exception(error))[-ERROR_CHARACTERS:],
        error_class=f"{kind.__module__}.{kind.__qualname__}",
        retries=retries,
        backoff=backoff,
    )
    if dead:
        logger.error("job %s %s failed %d times and is dead", job.name, job.id, job.failures + 1, exc_info=error)
    else:
        logger.warning("job %s %s failed, to be tried again: %r", job.name, job.id, error)


def run_pending(limit: int | None = None, *, raising: bool = True) -> int:
    """Run the jobs that are due, and those they enqueue, here and now; how many ran. For tests and the demo company.

    A failure is written down as a worker would; then, if `raising`, it is raised. Works inside a transaction too.
    """
    worker = uuid7()
    ran = 0
    while limit is None or ran < limit:
        claiming.promote()
        claimed = claiming.claim(worker, most=1, lease=timedelta(hours=1))
        if not claimed:
            break
        ran += 1
        _run_here(worker, claimed[0], raising=raising)
    return ran


def _run_here(worker: UUID, job: Claimed, *, raising: bool) -> None:
    savepoint: AbstractContextManager[Any] = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with savepoint:
            returned = call(job)
    except Exception as error:
        note_failure(worker, job, error)
        announce_end(job)
        if raising:
            raise
    else:
        claiming.finish(worker, {job.id: returned})
        announce_end(job)
