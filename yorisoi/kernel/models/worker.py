"""Processes that run jobs."""

from django.db import models


class Worker(models.Model):
    """A running worker and when it was last seen; the row goes when the worker stops in order."""

    id = models.UUIDField(primary_key=True, editable=False)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    threads = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.host} {self.pid}"
