"""Events of all processes, read from one Redis stream: its entry ids are the order that everybody shares."""

import asyncio
import logging
from typing import Any

import redis
from django.conf import settings
from redis.asyncio import Redis

from yorisoi.kernel import redis_link
from yorisoi.kernel.live.events import LiveEvent, Position, read, written
from yorisoi.kernel.live.hub import RING, Hub
from yorisoi.kernel.live.publish import STREAM

logger = logging.getLogger(__name__)

WAIT_MS = 5000
AGAIN_SECONDS = 2.0

type Entry = tuple[bytes, dict[bytes, bytes]]


def event(entry: Entry) -> LiveEvent:
    """A stream's entry as an event."""
    name, fields = entry
    return LiveEvent(read(name.decode()) or (0, 0), fields[b"topic"].decode(), fields[b"id"].decode())


async def follow(hub: Hub) -> None:
    """Feed the hub until cancelled. After an outage it starts anew and every page pulls."""
    async with Redis.from_url(settings.REDIS_URL, socket_timeout=15, socket_connect_timeout=2) as client:
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
    newest: list[Entry] = await client.xrevrange(redis_link.own_name(STREAM), count=RING + 1)
    events = [event(entry) for entry in reversed(newest)]
    floor: Position
    if events:
        floor = events.pop(0).position  # what came before the first one that is left is not known
    else:
        seconds, microseconds = await client.time()
        floor = (seconds * 1000 + microseconds // 1000, 0)
    hub.begin(floor, events)


async def _next(hub: Hub, client: Any) -> list[LiveEvent]:
    """What came after the hub's position; waits for it for some seconds."""
    name = redis_link.own_name(STREAM)
    answer = await client.xread({name: written(hub.position)}, count=500, block=WAIT_MS)
    entries: list[Entry] = []
    for _stream, found in answer.items() if isinstance(answer, dict) else answer or []:
        entries += found
    return [event(entry) for entry in entries]
