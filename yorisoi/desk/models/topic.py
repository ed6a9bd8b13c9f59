"""What a case is about: a tree of three levels (大中小)."""

from django.db import models

from yorisoi.kernel.ids import uuid7

LEVELS = 3


class Topic(models.Model):
    """One node of a brand's tree. `path` is kept ready to show: 料金 / 請求書 / 再発行; `reading` is its kana.

    One that is out of use stays on the cases that have it; an edition says as what it counts (TopicMapping).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="children", null=True, blank=True)
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=260)
    reading = models.CharField(max_length=400, blank=True)
    level = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveIntegerField(default=100)
    needs_record = models.BooleanField(default=False)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["brand", "path"], name="desk_topic_path_in_brand", condition=models.Q(active=True)
            ),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=LEVELS), name="desk_topic_level"),
        ]

    def __str__(self) -> str:
        return self.path
