"""How often a token may call: so many calls in each minute, counted in Redis where there is one, else here.

Without Redis there is one web process, so its own memory knows all calls.
"""

import threading
from dataclasses import dataclass
from uuid import UUID

import redis
from django.conf import settings

from yorisoi.kernel import clock, redis_link

WINDOW = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a token stands in its window; `reset`: seconds until the next one begins."""

    limit: int
    used: int
    reset: int

    @property
    def passed(self) -> bool:
        return self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        """As draft-ietf-httpapi-ratelimit-headers-10 writes them."""
        left = max(0, self.limit - self.used)
        return {
            "RateLimit-Policy": f'"minute";q={self.limit};w={WINDOW}',
            "RateLimit": f'"minute";r={left};t={self.reset}',
        }


class _Counts:
    """Counts of the present window."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window = 0
        self._counts: dict[UUID, int] = {}

    def add(self, window: int, token_id: UUID) -> int:
        with self._lock:
            if window != self._window:
                self._window, self._counts = window, {}
            self._counts[token_id] = self._counts.get(token_id, 0) + 1
            return self._counts[token_id]


_here = _Counts()


def count(token_id: UUID) -> Standing:
    """Count a call of this token."""
    now = int(clock.now().timestamp())
    window = now // WINDOW
    used = _shared(window, token_id) if settings.REDIS_URL else None
    if used is None:
        used = _here.add(window, token_id)
    return Standing(settings.API_PER_MINUTE, used, WINDOW - now % WINDOW)


def _shared(window: int, token_id: UUID) -> int | None:
    """In Redis; None while it does not answer: then each process counts for itself."""
    name = redis_link.own_name(f"api:{token_id.hex}:{window}")
    try:
        pipe = redis_link.client().pipeline()
        pipe.incr(name)
        pipe.expire(name, 2 * WINDOW)
        return int(pipe.execute()[0])
    except redis.RedisError:
        return None
