"""States of a case that have a who and a when: assigned, on hold, closed."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class Assignment(models.Model):
    """Who had the case from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="desk_assignment_one", condition=Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.staff_id}"


class Hold(models.Model):
    """The case waits; `until` wakes it, an answer of the customer ends it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="desk_hold_one", condition=Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.reason}"


class Closure(models.Model):
    """The case was closed by somebody; reopening ends the closure."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=10)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()
    reopened_by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="desk_closure_one", condition=Q(reopened_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.outcome}"
