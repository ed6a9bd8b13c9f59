"""Jobs of the worker processes under test."""

import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from yorisoi.kernel import jobs


def say(worker: str, words: str) -> None:
    """One line to whoever started the process."""
    sys.stdout.write(f"{worker} {words}\n")
    sys.stdout.flush()


def register(worker: str) -> None:
    """`test.quick` says that it ran; `test.hang` begins and never ends in a worker called "doomed".

    `test.many` are done together, which never ends in "doomed" either.
    """

    @jobs.job("test.quick")
    def quick(number: int) -> None:
        say(worker, f"quick {number}")

    @jobs.job("test.hang")
    def hang() -> None:
        say(worker, "begins")
        if worker == "doomed":
            threading.Event().wait()
        say(worker, "ends")

    @jobs.job("test.long")
    def long(seconds: float) -> None:
        say(worker, "begins")
        threading.Event().wait(seconds)
        say(worker, "ends")

    def many(calls: Sequence[Mapping[str, Any]]) -> None:
        say(worker, f"begins {' '.join(str(call['number']) for call in calls)}")
        if worker == "doomed":
            threading.Event().wait()

    @jobs.job("test.many", batch=many)
    def alone(number: int) -> None:
        say(worker, f"alone {number}")
