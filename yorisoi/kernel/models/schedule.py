"""Repeated work: when each schedule is due next."""

from django.db import models


class Schedule(models.Model):
    """One row a schedule in the code; whichever worker moves `next_at` on enqueues the job, so a tick gives one job."""

    name = models.CharField(max_length=200, primary_key=True)
    rule = models.CharField(max_length=100)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, default=None)

    def __str__(self) -> str:
        return f"{self.name} ({self.rule})"
