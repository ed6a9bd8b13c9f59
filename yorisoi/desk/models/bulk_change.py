"""One change made to many cases, as a job that can be watched, told about afterwards, and undone."""

from django.db import models

from yorisoi.desk.contracts import BulkState, BulkVerb, ItemState
from yorisoi.kernel.ids import uuid7


class BulkChange(models.Model):
    """What was asked for, by whom, and how far it is. `value`: what the verb needs (an id, a status, tags …)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    by = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=12, choices=[(each.value, each.value) for each in BulkVerb])
    value = models.JSONField(default=dict)
    words = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, default=BulkState.WAITING.value)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-at"], name="desk_bulk_of_person")]

    def __str__(self) -> str:
        return f"{self.verb} {self.done}/{self.total}"


class BulkItem(models.Model):
    """One case of a bulk change. `before`: how it stood, for undo; `version`: the case's after the change."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=8, default=ItemState.WAITING.value)
    reason = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "case"], name="desk_bulk_item_once")]
        indexes = [models.Index(fields=["change", "state", "id"], name="desk_bulk_item_state")]

    def __str__(self) -> str:
        return f"{self.change_id} {self.case_id} {self.state}"
