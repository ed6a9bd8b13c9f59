"""The fixed pool of threads in which everything that blocks runs: Django's pages, and look-ups of async routes.

Its size is settings.THREADS. Each thread keeps its database connection; a dead one is replaced before the next use.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from django.conf import settings
from django.db import close_old_connections


@cache
def executor() -> ThreadPoolExecutor:
    """The pool of this process."""
    return ThreadPoolExecutor(settings.THREADS, thread_name_prefix="yorisoi")


async def run[**P, T](function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Await a blocking function (queries, sign-in look-ups) on a thread of the pool."""

    def work() -> T:
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(executor(), work)
