"""What an administrator may do with dead letters: run them again, or lay them to rest."""

from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from yorisoi.kernel import audit
from yorisoi.kernel.clock import now
from yorisoi.kernel.jobs.wake import wake_on_commit
from yorisoi.kernel.models import Job, JobState
from yorisoi.kernel.models.job import in_state

MANAGE = "kernel.jobs.manage"


class Acting(Protocol):
    """Who acts, as far as the kernel knows people. Jobs are of all brands, so the right must be for all of them."""

    @property
    def staff_id(self) -> UUID | None: ...

    def can_everywhere(self, permission: str) -> bool: ...


class NotDeadError(LookupError):
    """There is no such job, or it is not dead: somebody else has dealt with it."""


def needs_manage(actor: Acting) -> None:
    """Raise PermissionDenied unless the actor may manage the jobs of the whole organisation."""
    if not actor.can_everywhere(MANAGE):
        raise PermissionDenied(MANAGE)


def rerun(*, actor: Acting, job_id: UUID) -> None:
    """Let a dead job run again from the first attempt. Raises PermissionDenied or NotDeadError.

    Where a job with the same unique key waits already, that one does the work and this one is done.
    """
    needs_manage(actor)
    again = {"state": JobState.WAITING, "run_at": now(), "attempts": 0, "lost": 0, "finished_at": None}
    with transaction.atomic():
        try:
            with transaction.atomic():
                _change(job_id, again)
        except IntegrityError:
            _change(job_id, {"state": JobState.DONE, "finished_at": now()})
        audit.record(actor.staff_id, "job.rerun", "job", job_id, job=_name(job_id))
        wake_on_commit()


def dismiss(*, actor: Acting, job_id: UUID) -> None:
    """Take a dead job off the list without running it. Raises PermissionDenied or NotDeadError."""
    needs_manage(actor)
    with transaction.atomic():
        _change(job_id, {"state": JobState.DONE, "finished_at": now()})
        audit.record(actor.staff_id, "job.dismissed", "job", job_id, job=_name(job_id))


def _change(job_id: UUID, values: dict[str, Any]) -> None:
    if not Job.objects.filter(in_state(JobState.DEAD), id=job_id).update(**values):
        raise NotDeadError(f"{job_id} is not a dead job")


def _name(job_id: UUID) -> str:
    return Job.objects.values_list("name", flat=True).get(id=job_id)
