"""Moves of a job's row from one state to the next. Each is one short transaction, safe beside any number of workers.

    later → waiting → running → done
                 ↖______↙   ↘ dead        (a failure goes back to later, a dead worker's job to waiting)

PostgreSQL's SKIP LOCKED and SQLite's single writer (BEGIN IMMEDIATE) keep two workers from taking one row; whoever ends
a job must still own it, so a worker that was thought dead cannot overwrite its successor's result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import SystemRandom
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from yorisoi.kernel.clock import now
from yorisoi.kernel.models import Job, JobState
from yorisoi.kernel.models.job import in_state

BATCH = 32
LEASE = timedelta(seconds=60)
LOST_AT_MOST = 5
BACKOFF_AT_MOST = timedelta(hours=6)
_random = SystemRandom()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that this worker may run now."""

    id: UUID
    name: str
    args: list[Any]
    kwargs: dict[str, Any]
    attempts: int
    lost: int

    @property
    def failures(self) -> int:
        """How often it had failed by itself before this attempt."""
        return self.attempts - self.lost - 1

    def goes_with(self, other: "Claimed") -> bool:
        """May both be in one batch? Not if one has failed before or was lost: it would spoil the batch again."""
        return self.name == other.name and self.attempts == other.attempts == 1


def claim(worker: UUID, *, most: int = BATCH, lease: timedelta = LEASE, name: str = "") -> list[Claimed]:
    """Take up to `most` waiting jobs (of this name, if one is given), the highest priority and then the oldest first.

    One that a worker has died with is taken alone, so that if it kills again nobody else is blamed.
    """
    if not any_waiting():
        return []  # looked up without the writer's lock
    waiting = Job.objects.filter(in_state(JobState.WAITING), **({"name": name} if name else {}))
    with transaction.atomic():
        rows = [
            Claimed(*row)
            for row in waiting.select_for_update(skip_locked=True)
            .order_by("-priority", "id")
            .values_list("id", "name", "args", "kwargs", "attempts", "lost")[:most]
        ]
        rows = rows[:1] if rows and rows[0].lost else [row for row in rows if not row.lost]
        moment = now()
        Job.objects.filter(id__in=[row.id for row in rows]).update(
            state=JobState.RUNNING,
            worker=worker,
            lease_until=moment + lease,
            started_at=moment,
            attempts=F("attempts") + 1,
        )
    return [Claimed(row.id, row.name, row.args, row.kwargs, row.attempts + 1, row.lost) for row in rows]


def any_waiting() -> bool:
    """Is there work that could begin now?"""
    return Job.objects.filter(in_state(JobState.WAITING)).exists()


def renew(worker: UUID, ids: Sequence[UUID], *, lease: timedelta = LEASE) -> None:
    """Keep these jobs for another lease, those the worker still owns."""
    Job.objects.filter(in_state(JobState.RUNNING), worker=worker, id__in=ids).update(lease_until=now() + lease)


def finish(worker: UUID, returned: Mapping[UUID, Any]) -> None:
    """Mark jobs as done, those the worker still owns; `returned` has what each gave, None if nothing is to be kept."""
    mine = Job.objects.filter(in_state(JobState.RUNNING), worker=worker)
    with transaction.atomic():
        for job_id, value in returned.items():
            if value is not None:
                mine.filter(id=job_id).update(returned=value)
        mine.filter(id__in=list(returned)).update(state=JobState.DONE, finished_at=now(), lease_until=None)


def fail(worker: UUID, job: Claimed, *, error: str, error_class: str, retries: int, backoff: timedelta) -> bool:
    """Write down a failure and set the next attempt, or give up after the last one; True when the job is dead."""
    moment = now()
    last = job.failures >= retries
    values: dict[str, Any] = {"error": error, "error_class": error_class, "lease_until": None}
    if last:
        values |= {"state": JobState.DEAD, "finished_at": moment}
    else:
        values |= {"state": JobState.LATER, "run_at": moment + delay(job.failures, backoff)}
    _put_back([job.id], worker, values)
    return last


def delay(failures: int, backoff: timedelta) -> timedelta:
    """Time to the next attempt: doubled with each failure, at most six hours, the upper half of it at random.

    "Equal jitter" of M. Brooker, Exponential Backoff And Jitter (AWS Architecture Blog, 2015): half fixed, half random,
    so that what failed together does not come back together.
    """
    whole: timedelta = min(BACKOFF_AT_MOST, backoff * 2 ** min(failures, 30))
    return whole * _random.uniform(0.5, 1)


def release(worker: UUID, ids: Sequence[UUID]) -> None:
    """Give back jobs that were claimed and not begun."""
    _put_back(ids, worker, {"state": JobState.WAITING, "lease_until": None, "attempts": F("attempts") - 1})


def promote() -> int:
    """Let the jobs wait whose time has come; how many there were."""
    due = Job.objects.filter(in_state(JobState.LATER), run_at__lte=now())
    return due.update(state=JobState.WAITING) if due.exists() else 0


def recover(held: Sequence[UUID] = ()) -> int:
    """Take jobs back whose lease has run out, but for those that the caller `held`; how many there were."""
    moment = now()
    expired = Job.objects.filter(in_state(JobState.RUNNING), lease_until__lt=moment).exclude(id__in=held)
    if not expired.exists():
        return 0
    with transaction.atomic():
        rows = list(expired.select_for_update(skip_locked=True).values_list("id", "worker", "lost"))
        for job_id, owner, lost in rows:
            values: dict[str, Any] = {"lost": lost + 1, "lease_until": None, "state": JobState.WAITING}
            if lost + 1 >= LOST_AT_MOST:
                values |= {"state": JobState.DEAD, "finished_at": moment, "error_class": "WorkerLost"}
                values["error"] = f"{lost + 1} workers died while they ran this job; it is not tried again by itself."
            _put_back([job_id], owner, values)
    return len(rows)


def _put_back(ids: Sequence[UUID], worker: UUID | None, values: dict[str, Any]) -> None:
    """Change running jobs of `worker`; one whose unique key was taken meanwhile is done, the other does its work."""
    mine = Job.objects.filter(in_state(JobState.RUNNING), worker=worker)
    try:
        with transaction.atomic():
            mine.filter(id__in=ids).update(**values)
    except IntegrityError:
        if len(ids) > 1:
            for job_id in ids:
                _put_back([job_id], worker, values)
            return
        superseded = {"state": JobState.DONE, "finished_at": now(), "lease_until": None}
        mine.filter(id__in=ids).update(**{**values, **superseded})
