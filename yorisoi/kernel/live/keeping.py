"""The hub's life with the server: start, heartbeats, looking again who may listen, stop."""

import asyncio
import itertools
import logging
from contextlib import suppress

from django.conf import settings

from yorisoi.kernel import pool
from yorisoi.kernel.live import authority, redis_feed
from yorisoi.kernel.live.events import special
from yorisoi.kernel.live.hub import Hub, hub
from yorisoi.kernel.live.subscriber import Subscriber

logger = logging.getLogger(__name__)

HEARTBEAT = 15
RECHECK = 60
COMMENT = b": \n\n"

_tasks: list[asyncio.Task[None]] = []


async def startup() -> None:
    """Start the hub on the running loop."""
    hub.start(asyncio.get_running_loop())
    _tasks.append(asyncio.create_task(beat(hub)))
    _tasks.append(asyncio.create_task(watch(hub)))
    if settings.REDIS_URL:
        _tasks.append(asyncio.create_task(redis_feed.follow(hub)))


async def shutdown() -> None:
    """Close every stream and stop; may be called twice."""
    hub.stop()
    while _tasks:
        task = _tasks.pop()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def beat(hub: Hub) -> None:
    """Send a comment to each idle stream every fifteen seconds, a fifteenth of them each second.

    Proxies close silent connections, and only a write finds out that the other side is gone.
    """
    for turn in itertools.count():
        await asyncio.sleep(1)
        for subscriber in hub.subscribers:
            if (subscriber.turn + turn) % HEARTBEAT == 0 and subscriber.idle:
                subscriber.push(COMMENT)


async def watch(hub: Hub) -> None:
    """Ask once a minute whether each stream may stay, a sixtieth of them each second."""
    for turn in itertools.count():
        await asyncio.sleep(1)
        for subscriber in [each for each in hub.subscribers if (each.turn + turn) % RECHECK == 0]:
            await recheck(hub, subscriber)


async def recheck(hub: Hub, subscriber: Subscriber) -> None:
    """Close a stream whose session has ended, or one of whose topics may no longer be heard."""
    try:
        user_id, granted = await pool.run(authority.admitted, subscriber.session_key, subscriber.topics)
    except Exception:
        logger.exception("could not ask whether a stream may stay; asking again in a minute")
        return
    if user_id != subscriber.user_id:
        subscriber.close(special("bye", hub.position))
    elif granted != subscriber.topics:
        subscriber.close()
