"""The jobs that one worker holds: claimed and not begun, running, or done and not yet marked so."""

import threading
import time
from collections import deque
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import close_old_connections

from yorisoi.kernel.jobs import claiming, registry
from yorisoi.kernel.jobs.claiming import BATCH, Claimed

HOLD = 0.5


class Hand:
    """Shared by the worker's threads. Rows are claimed and marked as done by the batch: small jobs are cheap so."""

    def __init__(self, worker: UUID, lease: timedelta) -> None:
        self._worker = worker
        self._lease = lease
        self._claiming = threading.Lock()
        self._settling = threading.Lock()
        self._lock = threading.Lock()  # for the four below; never held while the database works
        self._held: set[UUID] = set()
        self._ready: deque[Claimed] = deque()
        self._ready_since = 0.0
        self._done: dict[UUID, Any] = {}

    def held(self) -> list[UUID]:
        """The ids of all jobs in this hand."""
        with self._lock:
            return list(self._held)

    def take(self) -> list[Claimed]:
        """What to run now: a job, or several of one name that may be done together; empty when nothing waits.

        Claims a batch when nothing is left of the last one.
        """
        jobs = self._next()
        if not jobs:
            with self._claiming:
                jobs = self._next()
                if not jobs:
                    self._claim()
                    jobs = self._next()
        return jobs

    def _next(self) -> list[Claimed]:
        with self._lock:
            if not self._ready:
                return []
            first = self._ready[0]
            together = [job for job in self._ready if first.goes_with(job)] if registry.has_batch(first.name) else []
            jobs = together or [first]
            for job in jobs:
                self._ready.remove(job)
            return jobs

    def _claim(self) -> None:
        close_old_connections()
        self.settle()
        claimed = claiming.claim(self._worker, lease=self._lease)
        with self._lock:
            self._held.update(job.id for job in claimed)
            self._ready.extend(claimed)
            self._ready_since = time.monotonic()

    def done(self, job: Claimed, returned: Any) -> None:
        """The job ended well; its row is marked with the next settle()."""
        with self._lock:
            self._done[job.id] = returned
            full = len(self._done) >= BATCH
        if full:
            self.settle()

    def drop(self, job: Claimed) -> None:
        """The job ended badly and its row says so; if the row could not be written, its lease will run out."""
        with self._lock:
            self._held.discard(job.id)

    def settle(self) -> None:
        """Mark as done what is done; after an error it is still in hand for the next time."""
        with self._settling:
            with self._lock:
                done = dict(self._done)
            if not done:
                return
            claiming.finish(self._worker, done)
            with self._lock:
                for job_id in done:
                    del self._done[job_id]
                self._held.difference_update(done)

    def renew(self) -> None:
        """Keep everything in hand for another lease."""
        held = self.held()
        if held:
            claiming.renew(self._worker, held, lease=self._lease)

    def give_back_what_waits(self) -> None:
        """Let other workers have what has waited here for long because every thread is busy."""
        if self._ready and time.monotonic() - self._ready_since > HOLD:
            self.give_back()

    def give_back(self) -> None:
        """Give back everything not begun."""
        with self._lock:
            waiting = list(self._ready)
            self._ready.clear()
        if not waiting:
            return
        try:
            claiming.release(self._worker, [job.id for job in waiting])
        except Exception:
            with self._lock:
                self._ready.extendleft(reversed(waiting))
            raise
        with self._lock:
            self._held.difference_update(job.id for job in waiting)
