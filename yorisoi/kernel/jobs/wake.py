"""Telling workers at once that there is work: in this process by a condition, in others by Redis if there is one."""

import logging
import threading

import redis
from django.conf import settings
from django.db import connection, transaction
from redis.client import PubSub

from yorisoi.kernel import redis_link

logger = logging.getLogger(__name__)

CHANNEL = "jobs"


class Bell:
    """Counts its rings, so that a ring between looking for work and waiting is not missed."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rings = 0

    @property
    def rings(self) -> int:
        return self._rings

    def ring(self) -> None:
        """Wake everybody who waits."""
        with self._condition:
            self._rings += 1
            self._condition.notify_all()

    def wait(self, seen: int, timeout: float) -> None:
        """Return when the bell has rung since `seen`, or after `timeout` seconds."""
        with self._condition:
            self._condition.wait_for(lambda: self._rings != seen, timeout)


bell = Bell()


def wake() -> None:
    """Wake the workers now, here and elsewhere."""
    bell.ring()
    announce()


def announce() -> None:
    """Wake the workers of other processes; a Redis that cannot be reached only costs them their poll interval."""
    if settings.REDIS_URL:
        try:
            redis_link.client().publish(redis_link.own_name(CHANNEL), b"")
        except redis.RedisError as error:
            logger.warning("workers elsewhere could not be woken: %s", error)


def wake_on_commit() -> None:
    """Wake the workers when the transaction is committed: once for a row of enqueues."""
    hooks = connection.run_on_commit
    if hooks and hooks[-1][1] is wake and hooks[-1][0] == set(connection.savepoint_ids):
        return
    transaction.on_commit(wake)


def listen(stop: threading.Event) -> None:
    """Ring the bell for every message of other processes until `stop`; reconnects by itself."""
    while not stop.is_set():
        try:
            with PubSub(redis_link.client().connection_pool, ignore_subscribe_messages=True) as messages:
                messages.subscribe(redis_link.own_name(CHANNEL))
                bell.ring()  # something may have been said while nobody listened
                while not stop.is_set():
                    if messages.get_message(timeout=1.0):
                        bell.ring()
        except redis.RedisError as error:
            logger.warning("no word from other processes, polling instead: %s", error)
            stop.wait(5)
