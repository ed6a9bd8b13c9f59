"""Calling a claimed job's function, and what follows from how it ended."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Ended:
    """How jobs that ran together ended: with what one under @task gave, or (one job alone) with an error."""

    jobs: Sequence[Claimed]
    returned: Any = None
    error: BaseException | None = None


def attempt(jobs: Sequence[Claimed], *, caught: type[BaseException] = Exception) -> Iterator[Ended]:
    """Run jobs of one name, all at once if they are several; where that fails, each half on its own.

    So a call that fails is found in a few steps, and all others are done. What is `caught` ends a job and not the
    caller. Inside a transaction each try has a savepoint.
    """
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            if len(jobs) > 1:
                call_together(jobs)
            returned = call(jobs[0]) if len(jobs) == 1 else None
    except caught as error:
        if len(jobs) == 1:
            yield Ended(jobs, error=error)
            return
        logger.info("%d jobs %s could not be done together: %r", len(jobs), jobs[0].name, error)
    else:
        yield Ended(jobs, returned)
        return
    middle = len(jobs) // 2
    yield from attempt(jobs[:middle], caught=caught)
    yield from attempt(jobs[middle:], caught=caught)


def call_together(jobs: Sequence[Claimed]) -> None:
    """Run the function for many calls at once. Raises what it raises; then nothing is done."""
    task = registry.stored(jobs[0].name)
    assert task.batch is not None
    try:
        task.batch([job.kwargs for job in jobs])
    finally:
        translation.deactivate()
        timezone.deactivate()


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
        claimed = _claim_here(worker, claiming.BATCH if limit is None else limit - ran)
        if not claimed:
            break
        ran += len(claimed)
        _run_here(worker, claimed, raising=raising)
    return ran


def _claim_here(worker: UUID, most: int) -> list[Claimed]:
    """The next job, with others that may be done together with it."""
    lease = timedelta(hours=1)
    claimed = claiming.claim(worker, most=1, lease=lease)
    if claimed and registry.has_batch(claimed[0].name) and most > 1 and claimed[0].attempts == 1:
        more = claiming.claim(worker, most=min(most, claiming.BATCH) - 1, lease=lease, name=claimed[0].name)
        claiming.release(worker, [job.id for job in more if not job.goes_with(claimed[0])])
        claimed += [job for job in more if job.goes_with(claimed[0])]
    return claimed


def _run_here(worker: UUID, claimed: Sequence[Claimed], *, raising: bool) -> None:
    left = {job.id for job in claimed}
    try:
        for ended in attempt(claimed):
            left.difference_update(job.id for job in ended.jobs)
            if ended.error is None:
                claiming.finish(worker, {job.id: ended.returned for job in ended.jobs})
            else:
                note_failure(worker, ended.jobs[0], ended.error)
            for job in ended.jobs:
                announce_end(job)
            if ended.error is not None and raising:
                raise ended.error
    finally:
        if left:
            claiming.release(worker, list(left))
