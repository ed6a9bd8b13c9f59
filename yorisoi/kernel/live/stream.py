"""What browsers reach: the stream /live, and /live/poll for those that cannot hold one."""

import asyncio
import re
from collections.abc import Iterable

from django.conf import settings
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from yorisoi.kernel import pool
from yorisoi.kernel.live import authority
from yorisoi.kernel.live.events import TOPIC, TOPICS_AT_MOST, Position, read, special, written
from yorisoi.kernel.live.hub import hub
from yorisoi.kernel.live.subscriber import Subscriber

STREAMS_OF_A_SESSION = 32
RETRY_MS = 2000
AGE_AT_MOST = 120.0
HEADERS = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
    "X-Content-Type-Options": "nosniff",
}


class RefusedError(Exception):
    """Why a listener is not let in, as an answer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.response = JSONResponse({"error": reason}, status, HEADERS)


def asked(request: Request) -> frozenset[str]:
    """The topics in the address. Raises RefusedError for what is none, for none and for too many."""
    topics = frozenset(topic for topic in request.query_params.get("topics", "").split(",") if topic)
    if not topics:
        raise RefusedError(400, "write /live?topics=name:id,name:id")
    if len(topics) > TOPICS_AT_MOST:
        raise RefusedError(400, f"{len(topics)} topics; at most {TOPICS_AT_MOST} in one stream")
    for topic in topics:
        if not TOPIC.fullmatch(topic):
            raise RefusedError(400, f"{topic[:80]!r} is no topic; write name:id")
    return topics


def known_position(request: Request) -> Position | None:
    """Where the browser says it was: EventSource's own header, or `since` when the page makes a new stream.

    A new page also says its `age` in milliseconds: what happened after it was drawn and before it listens.
    """
    header = request.headers.get("last-event-id", "")
    if header:
        return read(header)
    known = read(request.query_params.get("since", ""))
    age = request.query_params.get("age", "")
    if not re.fullmatch(r"\d{1,8}", age) or not int(age):
        return known
    drawn = hub.position_ago(min(int(age) / 1000, AGE_AT_MOST))
    return drawn if known is None else min(known, drawn)


async def admit(request: Request) -> Subscriber:
    """Who asks, with the topics of those asked for that may be heard. Raises RefusedError."""
    topics = asked(request)
    session_key = request.cookies.get(settings.SESSION_COOKIE_NAME, "")
    user_id, granted = (
        await pool.run(authority.admitted, session_key, topics) if session_key else (None, frozenset[str]())
    )
    if user_id is None:
        raise RefusedError(401, "nobody is signed in")
    if not granted:
        raise RefusedError(403, "none of these topics may be heard")
    return Subscriber(granted, user_id, session_key)


def catch_up(subscriber: Subscriber, position: Position | None) -> Iterable[bytes]:
    """The first chunk of a stream: what the browser missed, or word to pull everything."""
    yield f"retry: {RETRY_MS}\n".encode()
    missed = hub.since(position, subscriber.topics) if position else []
    yield special("hello" if missed is not None else "reset", hub.position)
    for event in missed or ():
        yield event.wire


class LiveStream:
    """The ASGI application at /live. By hand, since a streaming response costs four times the memory a connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            subscriber = await self._enter(request)
        except RefusedError as refused:
            await refused.response(scope, receive, send)
            return
        ending = asyncio.ensure_future(_disconnected(receive))
        ending.add_done_callback(lambda _: subscriber.close())
        try:
            await self._send_all(subscriber, known_position(request), send)
        finally:
            hub.leave(subscriber)
            ending.cancel()

    async def _enter(self, request: Request) -> Subscriber:
        if request.method != "GET":
            raise RefusedError(405, "only GET")
        subscriber = await admit(request)
        if hub.streams_of(subscriber.session_key) >= STREAMS_OF_A_SESSION:
            raise RefusedError(429, f"{STREAMS_OF_A_SESSION} streams are open for this session")
        hub.open(subscriber)
        return subscriber

    async def _send_all(self, subscriber: Subscriber, position: Position | None, send: Send) -> None:
        headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
        headers.append((b"content-type", b"text/event-stream; charset=utf-8"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        chunk = b"".join(catch_up(subscriber, position))
        while True:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            if subscriber.closed and subscriber.idle:
                break
            chunk = await subscriber.next()
            if subscriber.lost:
                subscriber.lost = False
                chunk += special("reset", hub.position)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def poll(request: Request) -> Response:
    """What happened since a position, as JSON: {position, reset, events: [{topic, id}]}. Authorised every time."""
    try:
        subscriber = await admit(request)
    except RefusedError as refused:
        return refused.response
    position = known_position(request)
    missed = hub.since(position, subscriber.topics) if position else []
    answer = {
        "position": written(hub.position),
        "reset": missed is None,
        "events": [{"topic": event.topic, "id": event.object_id} for event in missed or ()],
    }
    return JSONResponse(answer, headers=HEADERS)
