"""A case went over to another customer, because two were made one."""

from django.db import models

from yorisoi.kernel.ids import uuid7


class CaseMove(models.Model):
    """Kept until the merge is undone; `merge_id` is that of customers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    merge_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge_id", "case"], name="desk_case_moved_once")]

    def __str__(self) -> str:
        return f"{self.case_id} by {self.merge_id}"
