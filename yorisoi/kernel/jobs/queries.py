"""What is going on: for the jobs page and for `yorisoi doctor`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yorisoi.kernel.clock import now
from yorisoi.kernel.jobs import schedules
from yorisoi.kernel.models import Job, JobState, Schedule, Worker
from yorisoi.kernel.models.job import in_state

SHOWN = 50
SILENT = timedelta(seconds=45)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A worker process; it is `alive` if it was seen within the last 45 seconds."""

    host: str
    pid: int
    threads: int
    started_at: datetime
    seen_at: datetime
    alive: bool


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as the page shows it; `reason` is the last line of its error."""

    id: UUID
    name: str
    arguments: str
    moment: datetime
    attempts: int
    error: str

    @property
    def reason(self) -> str:
        lines = self.error.strip().splitlines()
        return lines[-1] if lines else ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts, and the first rows of each kind."""

    dead_count: int
    running_count: int
    waiting_count: int
    later_count: int
    dead: list[JobRow]
    running: list[JobRow]
    waiting: list[JobRow]
    later: list[JobRow]
    schedules: list[Schedule]
    workers: list[Heartbeat]


def heartbeats() -> list[Heartbeat]:
    """Every worker that has not signed off, the one seen last first."""
    moment = now()
    rows = Worker.objects.order_by("-seen_at").values_list("host", "pid", "threads", "started_at", "seen_at")
    return [Heartbeat(*row, alive=moment - row[4] < SILENT) for row in rows]


def waiting_since() -> datetime | None:
    """Since when the oldest job that could begin has waited for a worker; None when nothing waits."""
    due = Job.objects.filter(in_state(JobState.WAITING)).order_by("run_at")
    return due.values_list("run_at", flat=True).first()


def overview() -> Overview:
    """Everything the jobs page shows."""
    return Overview(
        dead_count=_count(JobState.DEAD),
        running_count=_count(JobState.RUNNING),
        waiting_count=_count(JobState.WAITING),
        later_count=_count(JobState.LATER),
        dead=_rows(JobState.DEAD, "finished_at", "-finished_at"),
        running=_rows(JobState.RUNNING, "started_at", "lease_until"),
        waiting=_rows(JobState.WAITING, "run_at", "-priority", "id"),
        later=_rows(JobState.LATER, "run_at", "run_at"),
        schedules=list(Schedule.objects.filter(name__in=schedules.rules()).order_by("next_at")),
        workers=heartbeats(),
    )


def _count(state: JobState) -> int:
    return Job.objects.filter(in_state(state)).count()


def _rows(state: JobState, moment: str, *order: str) -> list[JobRow]:
    rows = Job.objects.filter(in_state(state)).order_by(*order)
    fields = rows.values_list("id", "name", "args", "kwargs", moment, "attempts", "error")[:SHOWN]
    return [JobRow(row_id, name, _written(args, kwargs), *rest) for row_id, name, args, kwargs, *rest in fields]


def _written(args: list[Any], kwargs: dict[str, Any]) -> str:
    return ", ".join([*map(repr, args), *(f"{name}={value!r}" for name, value in kwargs.items())])
