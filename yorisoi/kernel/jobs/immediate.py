"""Running jobs where they are enqueued, without a row of their own: for who tells a history in one go."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.utils import timezone, translation

from yorisoi.kernel.clock import now
from yorisoi.kernel.jobs import registry

type _Calls = deque[tuple[str, dict[str, Any]]]

_calls: ContextVar[_Calls | None] = ContextVar("calls", default=None)


@contextmanager
def at_once() -> Iterator[None]:
    """Jobs enqueued within the block that are due now run at its end, in order, and so do those that they enqueue.

    They are not written down, so a failure is raised and nothing is tried again: only for who begins anew when broken
    off, as the demo company does. Jobs for later are enqueued as ever.
    """
    calls: _Calls = deque()
    token = _calls.set(calls)
    try:
        yield
        while calls:
            name, arguments = calls.popleft()
            try:
                registry.registered(name).func(**arguments)
            finally:
                translation.deactivate()
                timezone.deactivate()
    finally:
        _calls.reset(token)


def taken(name: str, arguments: dict[str, Any], run_at: datetime | None) -> bool:
    """Whether the job runs here, so that it needs no row."""
    calls = _calls.get()
    if calls is None or (run_at is not None and run_at > now()):
        return False
    calls.append((name, arguments))
    return True
