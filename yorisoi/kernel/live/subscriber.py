"""One open stream as the hub sees it."""

import asyncio

PENDING_AT_MOST = 256


class Subscriber:
    """What it listens to, whose it is, and what is still to be sent. Used on the loop's thread only.

    A reader too slow for PENDING_AT_MOST events loses them all and is told to pull anew (`lost`), so that no stream
    holds more than some 40 KB.
    """

    __slots__ = ("_pending", "_waiter", "closed", "lost", "session_key", "topics", "turn", "user_id")

    def __init__(self, topics: frozenset[str], user_id: str, session_key: str) -> None:
        self.topics = topics
        self.user_id = user_id
        self.session_key = session_key
        self.turn = 0  # spreads the heartbeats of all streams over time
        self.closed = False
        self.lost = False
        self._pending: list[bytes] = []
        self._waiter: asyncio.Future[None] | None = None

    @property
    def idle(self) -> bool:
        """Nothing is waiting to be sent."""
        return not self._pending and not self.lost

    def push(self, chunk: bytes) -> None:
        """Add to what is to be sent."""
        if self.closed or self.lost:
            return
        if len(self._pending) < PENDING_AT_MOST:
            self._pending.append(chunk)
        else:
            self._pending.clear()
            self.lost = True
        self._wake()

    def lose(self) -> None:
        """Tell the page to pull everything anew instead of what is pending."""
        self._pending.clear()
        self.lost = True
        self._wake()

    def close(self, farewell: bytes = b"") -> None:
        """End the stream after what is pending and the farewell."""
        if farewell:
            self._pending.append(farewell)
        self.closed = True
        self._wake()

    async def next(self) -> bytes:
        """Wait for something to send: the pending chunks joined; empty if events were lost or the stream has ended."""
        if self.idle and not self.closed:
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        chunk = b"".join(self._pending)
        self._pending.clear()
        return chunk

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
