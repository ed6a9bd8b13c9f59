"""Sums of facts by hour, queue, topic and person: kept with every fact, and made anew from the facts at will."""

from uuid import UUID

from django.db import models

NONE = UUID(int=0)  # stands for "no queue, topic or person", because NULLs are never equal


class RollUp(models.Model):
    """What a measure came to in one hour (cut "hour") or day, of one queue, also by topic (cut "topic") or person.

    The id is made from the other columns, so that a row is found and written by it. `day` and `hour` are of the
    organisation's zone; hour is -1 where the row is of a whole day. `durations` holds every measured value in seconds,
    ascending, four bytes each: quantiles over any days are exact. Empty in cut "hour".
    """

    id = models.UUIDField(primary_key=True, editable=False)
    measure = models.CharField(max_length=40)
    cut = models.CharField(max_length=6)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    hour = models.SmallIntegerField(default=-1)
    queue_key = models.UUIDField(default=NONE)
    topic_key = models.UUIDField(default=NONE)
    staff_key = models.UUIDField(default=NONE)
    n = models.IntegerField(default=0)
    durations = models.BinaryField(default=b"")

    class Meta:
        indexes = [models.Index(fields=["brand", "cut", "measure", "day"], name="insights_rollup_read")]

    def __str__(self) -> str:
        return f"{self.measure} {self.cut} {self.day} {self.hour}: {self.n}"
