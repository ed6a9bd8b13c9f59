"""How many cases stand where: maintained with every change, never counted when a page is shown."""

from uuid import UUID

from django.db import models

NOBODY = UUID(int=0)  # stands for "no assignee", because NULLs are never equal in a unique constraint


class CaseCount(models.Model):
    """n cases of this queue in this status with this assignee (a Staff id, or NOBODY)."""

    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    queue = models.ForeignKey("desk.Queue", on_delete=models.CASCADE, related_name="+", db_index=False)
    status = models.CharField(max_length=10)
    assignee_key = models.UUIDField(default=NOBODY)
    n = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["queue", "status", "assignee_key"], name="desk_count_once"),
            models.CheckConstraint(condition=models.Q(n__gte=0), name="desk_count_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.queue_id} {self.status} {self.assignee_key}: {self.n}"
