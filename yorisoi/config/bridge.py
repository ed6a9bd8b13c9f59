"""Between the loop and Django's threads.

a2wsgi hands each piece of an answer from the thread to the loop and lets the thread wait for it: three ways there and
back for a page that was whole from the start. Here a whole page goes over in one; only what streams (files) goes piece
by piece. Environment and request body are a2wsgi's.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from contextvars import copy_context
from typing import Any, NamedTuple

from a2wsgi.wsgi import Body, build_environ
from starlette.types import Receive, Scope, Send

type Environ = dict[str, Any]


class _Whole(NamedTuple):
    """An answer that can be sent in one go."""

    start: dict[str, Any]
    body: bytes


class Pages:
    """Django's WSGI handler as an ASGI application that runs on a pool of threads."""

    def __init__(self, handler: Callable[[Environ, Callable[..., Any]], Any], executor: Executor) -> None:
        self._handler = handler
        self._executor = executor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # there is no page that speaks WebSocket
            await send({"type": "websocket.close", "code": 1000})
            return
        loop = asyncio.get_running_loop()
        environ: Any = build_environ(scope, Body(loop, receive))  # type: ignore[arg-type]  # the same, typed by each

        def send_and_wait(message: dict[str, Any]) -> None:
            asyncio.run_coroutine_threadsafe(send(message), loop).result()  # type: ignore[arg-type]  # a coroutine

        whole = await loop.run_in_executor(self._executor, copy_context().run, self._answer, environ, send_and_wait)
        if whole is not None:
            await send(whole.start)
            await send({"type": "http.response.body", "body": whole.body})

    def _answer(self, environ: Environ, send: Callable[[dict[str, Any]], None]) -> _Whole | None:
        """In the thread: a whole answer, or None when it was a stream and has been sent."""
        started: list[dict[str, Any]] = []
        answer = self._handler(environ, lambda status, headers, *_: started.append(_start(status, headers)))
        try:
            if not answer.streaming:
                return _Whole(started[0], b"".join(answer))
            send(started[0])
            for piece in answer:
                send({"type": "http.response.body", "body": piece, "more_body": True})
            send({"type": "http.response.body", "body": b""})
            return None
        finally:
            answer.close()


def _start(status: str, headers: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "type": "http.response.start",
        "status": int(status.split(" ", 1)[0]),
        "headers": [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers],
    }
