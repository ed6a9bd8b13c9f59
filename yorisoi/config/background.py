"""What runs beside the pages in one process: the live hub, the mail listener, and (embedded) the work of a worker."""

import asyncio
import threading
from contextlib import AsyncExitStack

from django.conf import settings

from yorisoi.channels.email import listener, watch
from yorisoi.kernel import jobs, live


def work(stop: threading.Event, threads: int = 2) -> None:
    """Run jobs and wait for mail at the mailboxes that offer it, until `stop` is set."""
    watch.start()
    try:
        jobs.run_worker(stop, threads=threads)
    finally:
        watch.stop()


class Background:
    """Starts and stops all of it with the server."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        """Start what the settings ask for; a part that cannot start stops the server with its own error."""
        await live.startup()
        self._stack.push_async_callback(live.shutdown)
        if settings.LISTENER == "embedded":
            await asyncio.to_thread(listener.start)
            self._stack.push_async_callback(asyncio.to_thread, listener.stop)
        if settings.WORKER == "embedded":
            worker = threading.Thread(target=work, args=(self._stop,), name="worker", daemon=True)
            worker.start()
            self._stack.push_async_callback(asyncio.to_thread, worker.join, 10)
            self._stack.callback(self._stop.set)

    async def stop(self) -> None:
        """Stop in the opposite order, each part finishing what it holds."""
        await self._stack.aclose()
