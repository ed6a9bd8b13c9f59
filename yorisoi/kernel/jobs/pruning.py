"""Throwing away what nobody asks for any more. Dead jobs stay until somebody runs or dismisses them."""

from datetime import timedelta

from yorisoi.kernel.clock import now
from yorisoi.kernel.models import Job, JobState, Worker
from yorisoi.kernel.models.job import in_state

KEEP_DONE = timedelta(days=3)
KEEP_WORKERS = timedelta(days=1)
CHUNK = 1000


def prune() -> int:
    """Delete jobs done three days ago, in short transactions, and workers unseen for a day; how many jobs."""
    Worker.objects.filter(seen_at__lt=now() - KEEP_WORKERS).delete()
    old = Job.objects.filter(in_state(JobState.DONE), finished_at__lt=now() - KEEP_DONE)
    pruned = 0
    while True:
        ids = list(old.values_list("id", flat=True)[:CHUNK])
        Job.objects.filter(id__in=ids).delete()
        pruned += len(ids)
        if len(ids) < CHUNK:
            return pruned
