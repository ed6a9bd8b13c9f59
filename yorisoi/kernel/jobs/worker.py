"""A worker: some threads that run jobs, and one that keeps leases, schedules and the heartbeat."""

import logging
import os
import platform
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connection

from yorisoi.kernel.clock import now
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.jobs import claiming, pruning, running, schedules, wake
from yorisoi.kernel.jobs.claiming import LEASE, Claimed
from yorisoi.kernel.jobs.hand import Hand
from yorisoi.kernel.models import Worker as WorkerRow

logger = logging.getLogger(__name__)

POLL = timedelta(seconds=1)
TICK = 0.25
HEARTBEAT = 10.0
PRUNE = 3600.0

type Duty = tuple[float, Callable[[], Any]]


def run_worker(stop: threading.Event, threads: int = 2, *, lease: timedelta = LEASE, poll: timedelta = POLL) -> None:
    """Run jobs until `stop` is set; then running jobs are finished and what was not begun is given back.

    `lease`: after this time without a sign of life others take a worker's jobs over. `poll`: how often to look for work
    that nobody announced. A database that goes away is waited for.
    """
    Worker(threads=threads, lease=lease, poll=poll).run(stop)


class Worker:
    """What the threads of one worker share."""

    def __init__(self, *, threads: int, lease: timedelta = LEASE, poll: timedelta = POLL) -> None:
        self.id: UUID = uuid7()
        self._threads = threads
        self._lease = lease
        self._poll = poll.total_seconds()
        self._stopping = threading.Event()
        self._hand = Hand(self.id, lease)

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set."""
        runners = [
            threading.Thread(target=self._run_jobs, name=f"job-{number}", daemon=True)
            for number in range(self._threads)
        ]
        if settings.REDIS_URL:
            threading.Thread(target=wake.listen, args=(self._stopping,), name="job-wake", daemon=True).start()
        self._safely(schedules.prepare)
        for runner in runners:
            runner.start()
        holding: list[Duty] = [
            (self._lease.total_seconds() / 4, self._hand.renew),
            (TICK, self._hand.settle),
            (TICK, self._hand.give_back_what_waits),
        ]
        seeking: list[Duty] = [(PRUNE, pruning.prune), (HEARTBEAT, self._beat), (self._poll, self._look_for_work)]
        self._keep([*seeking, *holding], stop.is_set, stop.wait)
        self._stopping.set()
        wake.bell.ring()
        self._safely(self._hand.give_back)
        # A running job may take long; until it ends nobody else may think it lost.
        self._keep(holding, lambda: not any(runner.is_alive() for runner in runners), runners[0].join)
        self._safely(self._leave)
        connection.close()

    def _keep(self, duties: list[Duty], ended: Callable[[], bool], wait: Callable[[float], Any]) -> None:
        """The keeper's rounds: each duty at its own interval in seconds, none of them able to end the worker."""
        due = [0.0] * len(duties)
        while not ended():
            clock = time.monotonic()
            for index, (interval, duty) in enumerate(duties):
                if clock >= due[index]:
                    due[index] = clock + interval
                    self._safely(duty)
            wait(max(0.01, min(due) - time.monotonic()))

    def _safely(self, duty: Callable[[], Any]) -> bool:
        """Do it; an error is logged, and True says that there was none."""
        try:
            close_old_connections()
            duty()
        except Exception:
            logger.exception("worker %s: %s failed, will be tried again", self.id, duty.__qualname__)
            return False
        return True

    def _beat(self) -> None:
        row = {"host": platform.node(), "pid": os.getpid(), "threads": self._threads, "seen_at": now()}
        WorkerRow.objects.update_or_create(id=self.id, defaults=row, create_defaults={**row, "started_at": now()})

    def _look_for_work(self) -> None:
        schedules.tick()
        claiming.recover(self._hand.held())
        claiming.promote()
        if claiming.any_waiting():
            wake.bell.ring()

    def _leave(self) -> None:
        self._hand.settle()
        WorkerRow.objects.filter(id=self.id).delete()

    def _run_jobs(self) -> None:
        """One runner: take, run, note; when there is nothing to do, wait for the bell."""
        while not self._stopping.is_set():
            rings = wake.bell.rings
            try:
                taken = self._hand.take()
            except Exception:
                logger.exception("worker %s cannot reach the jobs, will try again", self.id)
                self._stopping.wait(self._poll)
                continue
            if taken:
                self._run(taken)
            else:
                wake.bell.wait(rings, self._poll * 10)
        connection.close()

    def _run(self, taken: Sequence[Claimed]) -> None:
        for ended in running.attempt(taken, caught=BaseException):  # a job that raises SystemExit must not end us
            error = ended.error
            if error is None:
                for job in ended.jobs:
                    self._hand.done(job, ended.returned)
            else:
                self._safely(partial(running.note_failure, self.id, ended.jobs[0], error))
                self._hand.drop(ended.jobs[0])
