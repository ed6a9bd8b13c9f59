"""Views that people keep: a name for what of the inbox they want to see."""

from django.db import models
from django.db.models import Q

from yorisoi.kernel.ids import uuid7


class SavedView(models.Model):
    """`query` is the inbox's address (view, filters, order). Of one person, or shared by a brand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey("workspace.Staff", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=800)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, brand__isnull=True) | Q(owner__isnull=True, brand__isnull=False),
                name="desk_saved_view_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.name
