"""A lease that is renewed while its holder lives: short, so that another soon goes on with the work of who died.

    with leases.kept(renew, LEASE) as lease:
        ...
        if not lease.held: ...        # we were stopped for too long; somebody else may be at it

`renew(until)` writes the lease's new end and says whether it was still ours. It runs in a thread of its own, so that a
long fetch or a slow server does not end the lease.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import Error as DatabaseError
from django.db import connection

from yorisoi.kernel import clock

log = logging.getLogger(__name__)

type Renew = Callable[[datetime], bool]


class Lease:
    """What is known of a lease just now."""

    def __init__(self, length: timedelta) -> None:
        self._length = length.total_seconds()
        self._until = 0.0
        self.begin()

    def begin(self, at: float | None = None) -> None:
        """It was written now, or at this moment of the monotonic clock."""
        self._until = (time.monotonic() if at is None else at) + self._length

    def lose(self) -> None:
        """Somebody else has it."""
        self._until = 0.0

    @property
    def held(self) -> bool:
        """Is it certain that nobody else has taken it over?"""
        return time.monotonic() < self._until


@contextmanager
def kept(renew: Renew, length: timedelta) -> Iterator[Lease]:
    """Renew a lease that was just taken, four times in its length, until the block ends."""
    lease, over = Lease(length), threading.Event()
    thread = threading.Thread(target=_keep, args=(renew, length, lease, over), name="lease", daemon=True)
    thread.start()
    try:
        yield lease
    finally:
        over.set()
        thread.join()  # nothing is renewed after the holder has given it back


def _keep(renew: Renew, length: timedelta, lease: Lease, over: threading.Event) -> None:
    try:
        while not over.wait(length.total_seconds() / 4):
            begun = time.monotonic()
            try:
                if not renew(clock.now() + length):
                    lease.lose()
                    return
                lease.begin(begun)
            except DatabaseError as error:  # away or busy; the lease is good for some rounds yet
                log.info("a lease could not be renewed: %s", error)
                connection.close()
    finally:
        connection.close()
