"""What must be done before a case is (完了条件): items of a topic or a queue, ticked on the case by somebody."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class ChecklistItem(models.Model):
    """An item for cases of a brand: of `topic` and those below it, of `queue`, of both, or of every case."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("desk.Topic", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    queue = models.ForeignKey("desk.Queue", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    text = models.CharField(max_length=200)
    order = models.PositiveIntegerField(default=100)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class ChecklistTick(models.Model):
    """The item is done on this case: by whom and when. Taking it off removes the row; the audit keeps both."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+", db_index=False)
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "item"], name="desk_tick_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.item_id}"


class ChecklistOverride(models.Model):
    """The case was closed with items left open, and why; `left` holds their texts as they were. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    left = models.JSONField(default=list)
    by = models.ForeignKey(
        "workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason
