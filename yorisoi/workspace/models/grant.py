"""A role given to a member of staff, for all brands, one brand, or one queue of a brand."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class Grant(models.Model):
    """`brand` empty = all brands. `queue_id` empty = all queues; queues are the desk's, hence a bare id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey("workspace.Staff", on_delete=models.CASCADE, related_name="grants")
    role = models.ForeignKey("workspace.Role", on_delete=models.PROTECT, related_name="grants")
    brand = models.ForeignKey("workspace.Brand", null=True, blank=True, on_delete=models.PROTECT, related_name="grants")
    queue_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(queue_id=None) | Q(brand__isnull=False), name="workspace_grant_queue_has_brand"
            ),
            # Three, because SQLite takes every null for a different value.
            models.UniqueConstraint(
                fields=["staff", "role"], condition=Q(brand=None), name="workspace_grant_everywhere"
            ),
            models.UniqueConstraint(
                fields=["staff", "role", "brand"],
                condition=Q(brand__isnull=False, queue_id=None),
                name="workspace_grant_brand",
            ),
            models.UniqueConstraint(
                fields=["staff", "role", "brand", "queue_id"],
                condition=Q(queue_id__isnull=False),
                name="workspace_grant_queue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role_id}"
