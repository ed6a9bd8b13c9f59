"""What runs beside the pages in one process: the live hub, the embedded worker, the mail listener."""

import asyncio
import threading
from contextlib import AsyncExitStack

from django.conf import settings

from yorisoi.channels.email import listener
from yorisoi.kernel import jobs, live


class Background:
    """Starts and stops all of it with the server."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        """Start what the settings ask for; a part that cannot start stops the server with its own error."""
        await live.startup()
        self._stack.push_async_callback(live.shutdown)
        if settings.LMTP_LISTEN:
            stop_listener = await asyncio.to_thread(listener.start, settings.LMTP_LISTEN)
            self._stack.callback(stop_listener)
        if settings.WORKER == "embedded":
            worker = threading.Thread(target=jobs.run_worker, args=(self._stop,), name="worker", daemon=True)
            worker.start()
            self._stack.push_async_callback(asyncio.to_thread, worker.join, 10)
            self._stack.callback(self._stop.set)

    async def stop(self) -> None:
        """Stop in the opposite order, each part finishing what it holds."""
        await self._stack.aclose()
