"""Work for later: one row a job."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Lookup, Q
from django.db.models.sql.compiler import SQLCompiler

from yorisoi.kernel.ids import uuid7

if TYPE_CHECKING:
    TextLookup = Lookup[str]
else:  # generic only in the stubs
    TextLookup = Lookup


class JobState(models.TextChoices):
    """Where a job stands. `later` becomes `waiting` when its time has come, so that claiming reads one short index."""

    LATER = "later"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


class _WrittenOut(TextLookup):
    """An equality with the value in the SQL itself: SQLite uses a partial index only where it sees the value."""

    lookup_name = "written_out"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = '{JobState(self.rhs).value}'", tuple(params)


def in_state(state: JobState) -> TextLookup:
    """The condition that a job is in this state, such that its short index is used."""
    return _WrittenOut(F("state"), state)


class Job(models.Model):
    """A call of a registered function, kept until it is done (then pruned) or dead (then shown on the jobs page).

    `attempts` counts claims, `lost` those whose worker died; a failure is an attempt that was not lost. While a job is
    running it belongs to `worker` until `lease_until`; after that anybody may take it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=JobState, default=JobState.WAITING)
    priority = models.SmallIntegerField(default=0)
    run_at = models.DateTimeField()
    unique_key = models.CharField(max_length=200, null=True, default=None)
    attempts = models.PositiveSmallIntegerField(default=0)
    lost = models.PositiveSmallIntegerField(default=0)
    worker = models.UUIDField(null=True, default=None)
    lease_until = models.DateTimeField(null=True, default=None)
    error_class = models.CharField(max_length=200, default="")
    error = models.TextField(default="")
    returned = models.JSONField(null=True, default=None)
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, default=None)
    finished_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "unique_key"],
                condition=Q(state__in=[JobState.LATER, JobState.WAITING], unique_key__isnull=False),
                name="job_unique_while_waiting",
            )
        ]
        indexes = [
            models.Index(fields=["-priority", "id"], condition=Q(state=JobState.WAITING), name="job_waiting"),
            models.Index(fields=["run_at"], condition=Q(state=JobState.LATER), name="job_later"),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="job_running"),
            models.Index(fields=["finished_at"], condition=Q(state=JobState.DONE), name="job_done"),
            models.Index(fields=["finished_at"], condition=Q(state=JobState.DEAD), name="job_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"
