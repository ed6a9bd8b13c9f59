"""Adding work, in the transaction of whoever asks for it: committed together or not at all."""

import json
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from yorisoi.kernel.clock import now
from yorisoi.kernel.jobs import immediate, registry
from yorisoi.kernel.jobs.registry import Argument
from yorisoi.kernel.jobs.wake import wake_on_commit
from yorisoi.kernel.models import Job, JobState

NOT_BEGUN = (JobState.LATER, JobState.WAITING)
INSERT = """
INSERT INTO kernel_job (id, name, args, kwargs, state, priority, unique_key, run_at, enqueued_at,
                        attempts, lost, error_class, error)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 0, 0, '', '') ON CONFLICT DO NOTHING
"""


def enqueue(
    name: str,
    /,
    *,
    unique_key: str | None = None,
    run_at: datetime | None = None,
    priority: int | None = None,
    **arguments: Argument,
) -> UUID:
    """Run the registered job later with these arguments; the id of its row.

    With `unique_key`, while a job of the same name and key has not begun, that one is meant: its id is returned, and it
    is brought forward if `run_at` is earlier than its own. `priority` overrides the job's own. Raises UnknownJobError
    for a name nobody registered, and TypeError for arguments the function does not take or the table cannot hold.
    """
    task = registry.registered(name)
    registry.check_arguments(name, arguments)
    job = Job(
        name=name,
        kwargs=arguments,
        unique_key=unique_key,
        priority=task.priority if priority is None else priority,
        run_at=run_at or now(),
    )
    return job.id if immediate.taken(name, arguments, run_at) else insert(job).id


def insert(job: Job) -> Job:
    """Store a new job and wake the workers on commit; the row that stands for it (another one if its key is taken)."""
    job.enqueued_at = now()
    job.state = JobState.LATER if job.run_at > job.enqueued_at else JobState.WAITING
    stored = job if _add(job) else _waiting(job)
    wake_on_commit()
    return stored


def _add(job: Job) -> bool:
    """One INSERT; False when the key is taken. By hand, since Django's own takes five times as long."""
    ops = connection.ops
    row_id = job.id.hex if connection.vendor == "sqlite" else job.id
    moments = [ops.adapt_datetimefield_value(moment) for moment in (job.run_at, job.enqueued_at)]
    values = [row_id, job.name, json.dumps(job.args), json.dumps(job.kwargs), job.state, job.priority, job.unique_key]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [*values, *moments])
        return bool(cursor.rowcount)


def _waiting(job: Job) -> Job:
    """The row that holds the key of `job`, or `job` itself, stored after all because that one has just begun."""
    while True:
        with transaction.atomic():
            found = Job.objects.filter(name=job.name, unique_key=job.unique_key, state__in=NOT_BEGUN).first()
            if found is not None and _still_waits(found, job):
                return found
            # It began in this instant and may have read the old state, so another is due.
            if _add(job):
                return job


def _still_waits(found: Job, job: Job) -> bool:
    """Bring `found` forward if `job` is due earlier, and keep it from beginning before our transaction ends.

    It shall see what this transaction writes. SQLite has one writer at a time, so nothing can begin meanwhile there.
    """
    if found.run_at > job.run_at:
        found.run_at, found.state = job.run_at, job.state
        return bool(Job.objects.filter(id=found.id, state__in=NOT_BEGUN).update(run_at=job.run_at, state=job.state))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Not select_for_update(): it would make transactions that enqueue the same key wait for each other.
            cursor.execute(
                "SELECT 1 FROM kernel_job WHERE id = %s AND state IN ('later', 'waiting') FOR SHARE", [found.id]
            )
            return cursor.fetchone() is not None
    return True
