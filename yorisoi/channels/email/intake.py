"""Raw mails from listeners and importers to committed rows: many mails share one transaction (a group commit).

Whoever hands in a mail waits until its transaction is on disk. While one is being written the next ones gather.
"""

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from django.db import close_old_connections, connection

from yorisoi.channels import actions
from yorisoi.channels.actions import Arrival, Stored

MOST_MAILS = 64
MOST_BYTES = 32 * 1024 * 1024


@dataclass(slots=True)
class _Waiting:
    arrivals: Sequence[Arrival]
    done: Future[list[Stored]]

    @property
    def size(self) -> int:
        return sum(len(each.raw) for each in self.arrivals)


class Intake:
    """One writer thread with a queue. `put` is safe from any thread; its future fails when the database does."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._wake = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="yorisoi-intake", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, then end."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        self._thread.join()

    def put(self, arrivals: Sequence[Arrival]) -> Future[list[Stored]]:
        """Hand in one mail (for one mailbox or several); the result comes after the commit."""
        done: Future[list[Stored]] = Future()
        with self._wake:
            if self._stopping:
                done.set_exception(RuntimeError("the intake is closed"))
                return done
            self._waiting.append(_Waiting(arrivals, done))
            self._wake.notify()
        return done

    def _run(self) -> None:
        while group := self._next_group():
            close_old_connections()
            _write(group)
        connection.close()

    def _next_group(self) -> list[_Waiting]:
        """What waits, up to the bounds; empty when all is written and we stop."""
        with self._wake:
            while not self._waiting and not self._stopping:
                self._wake.wait()
            group: list[_Waiting] = []
            room = MOST_BYTES
            while self._waiting and len(group) < MOST_MAILS and (not group or self._waiting[0].size <= room):
                group.append(self._waiting.popleft())
                room -= group[-1].size
            return group


def _write(group: list[_Waiting]) -> None:
    """Commit the group; when that fails each mail has its own try, so that one bad mail spoils only itself."""
    try:
        stored = iter(actions.store_all([arrival for each in group for arrival in each.arrivals]))
    except Exception as error:
        if len(group) == 1:
            group[0].done.set_exception(error)
            return
        for each in group:
            _write([each])
        return
    for each in group:
        each.done.set_result([next(stored) for _ in each.arrivals])
