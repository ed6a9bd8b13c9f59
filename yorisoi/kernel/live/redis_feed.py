"""Events of all processes, read from one Redis stream: its entry ids are the order that everybody shares."""

import asyncio
import logging
from typing import Any

import redis
from django.conf import settings
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from yorisoi.kernel import redis_link
from yorisoi.kernel.live.events import BEGINNING, LiveEvent, read, written
from yorisoi.kernel.live.hub import RING, Hub
from yorisoi.kernel.live.publish import STREAM

logger = logging.getLogger(__name__)

WAIT_MS = 5000
AGAIN_SECONDS = 2.0

type Entry = tuple[bytes, dict[bytes, bytes]]


def event(entry: Entry) -> LiveEvent:
    """A stream's entry as an event."""
    name, fields = entry
    position = read(name.decode()) or (0, 0)
    return LiveEvent(position, fields[b"topic"].decode(), fields[b"id"].decode(), position[0] / 1000)


async def follow(hub: Hub) -> None:
    """Feed the hub until cancelled. After an outage it starts anew and every page pulls."""
    # The client must not reconnect by itself: an outage it hid would be events missed in silence.
    never_again = Retry(NoBackoff(), 0)
    async with Redis.from_url(settings.REDIS_URL, socket_timeout=15, retry=never_again) as client:
        connected_before = False
        while True:
            try:
                await load(hub, client)
                if connected_before:
                    hub.lose_all()
                connected_before = True
                while True:
                    hub.deliver(await _next(hub, client))
            except redis.RedisError as error:
                logger.warning("live updates wait for Redis: %s", error)
                await asyncio.sleep(AGAIN_SECONDS)


async def load(hub: Hub, client: Any) -> None:
    """Let the hub know the stream's last events, and exactly where its knowledge begins."""
    stream = redis_link.own_name(STREAM)
    newest: list[Entry] = await client.xrevrange(stream, count=RING + 1)
    if not newest:  # Redis' clock is no use as a beginning: an entry may be numbered in the same millisecond
        await client.xadd(stream, {"topic": BEGINNING, "id": ""})
        newest = await client.xrevrange(stream, count=RING + 1)
    events = [event(entry) for entry in reversed(newest)]
    # What came before the first one that is left is not known.
    hub.begin(events[0].position, events[1:])


async def _next(hub: Hub, client: Any) -> list[LiveEvent]:
    """What came after the hub's position; waits for it for some seconds."""
    name = redis_link.own_name(STREAM)
    answer = await client.xread({name: written(hub.position)}, count=500, block=WAIT_MS)
    entries: list[Entry] = []
    for _stream, found in answer.items() if isinstance(answer, dict) else answer or []:
        entries += found
    return [event(entry) for entry in entries]
