"""A real server on loopback with the live routes, and browsers that listen to it."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import uvicorn
from django.conf import settings
from django.test import Client
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from yorisoi.kernel import live
from yorisoi.kernel.asgi import routes
from yorisoi.kernel.live import authority
from yorisoi.kernel.testing import close_connections_of_pool

SECONDS = 20


@dataclass(frozen=True)
class Told:
    """One event as the browser gets it."""

    kind: str
    id: str
    data: dict[str, str]

    @property
    def pair(self) -> tuple[str, str]:
        return self.data["topic"], self.data["id"]


class Stream:
    """An open stream; next() waits for the next event, comments are counted."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.comments = 0
        self._lines = response.iter_lines()

    def next(self) -> Told | None:
        """The next event, None at the end of the stream; a heartbeat that comes instead is an error after a while."""
        fields: dict[str, str] = {}
        for line in self._lines:
            if line.startswith(":"):
                self.comments += 1
            elif line:
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                return Told(fields.get("event", "message"), fields.get("id", ""), json.loads(fields["data"]))
        return None

    def comment(self) -> None:
        """Wait for a comment."""
        for line in self._lines:
            if line.startswith(":"):
                return


class Browser:
    """Somebody's browser, signed in or not."""

    def __init__(self, address: str, session_key: str = "") -> None:
        cookies = {settings.SESSION_COOKIE_NAME: session_key} if session_key else {}
        self.http = httpx.Client(base_url=address, cookies=cookies, timeout=SECONDS)
        self._open: list[Any] = []

    def listen(self, *topics: str, since: str = "", last_event_id: str = "") -> Stream:
        """Open a stream."""
        headers = {"Last-Event-ID": last_event_id} if last_event_id else {}
        query = {"topics": ",".join(topics), **({"since": since} if since else {})}
        manager = self.http.stream("GET", "/live", params=query, headers=headers)
        self._open.append(manager)
        return Stream(manager.__enter__())

    def refusal(self, method: str, path: str) -> tuple[int, str]:
        """The status and the words of an answer that should be no stream; a stream would be 200."""
        with self.http.stream(method, path) as response:
            return response.status_code, "" if response.status_code == 200 else response.read().decode()

    def poll(self, *topics: str, since: str = "") -> httpx.Response:
        return self.http.get("/live/poll", params={"topics": ",".join(topics), "since": since})

    def close(self) -> None:
        for manager in self._open:
            manager.__exit__(None, None, None)
        self._open.clear()
        self.http.close()


class Server:
    """uvicorn in a thread, with nothing but the live routes and those of the test."""

    def __init__(self, more: Sequence[BaseRoute] = (), port: int = 0) -> None:
        self._started = threading.Event()
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        app = Starlette(routes=[*routes, *more], lifespan=self._lifespan)
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        assert self._started.wait(SECONDS)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self.loop = asyncio.get_running_loop()
        await live.startup()
        self._started.set()
        yield
        await live.shutdown()

    def run[T](self, awaitable: Any) -> Any:
        """Run a coroutine on the server's loop and give its result."""
        return asyncio.run_coroutine_threadsafe(awaitable, self.loop).result(SECONDS)

    def stop(self) -> None:
        self.run(live.shutdown())
        self._server.should_exit = True
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()


type StartServer = Callable[..., Server]


@pytest.fixture
def start_server(transactional_db: None) -> Iterator[StartServer]:
    """Start a server; those that still run are stopped in the end."""
    servers: list[Server] = []

    def start(more: Sequence[BaseRoute] = (), port: int = 0) -> Server:
        servers.append(Server(more, port))
        return servers[-1]

    yield start
    for server in servers:
        if server._thread.is_alive():
            server.stop()
    close_connections_of_pool()


@pytest.fixture
def server(start_server: StartServer) -> Server:
    return start_server()


@pytest.fixture
def grants(monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Who (by user id) may hear which `case:` and `inbox:` topics."""
    allowed: dict[str, set[str]] = {}

    def may_hear(user_id: str, topic: str) -> bool:
        return topic in allowed.get(user_id, ())

    monkeypatch.setattr(authority, "_authorisers", {"case": may_hear, "inbox": may_hear})
    return allowed


@dataclass
class Person:
    """Somebody with an account, a Django client and a browser."""

    user_id: str
    client: Client
    browser: Browser

    @property
    def session_key(self) -> str:
        return self.client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def people(server: Server, django_user_model: Any, grants: dict[str, set[str]]) -> Iterator[Callable[..., Person]]:
    """Make somebody who is signed in and may hear these topics."""
    made: list[Person] = []

    def make(name: str, *topics: str) -> Person:
        user = django_user_model.objects.create_user(email=f"{name}@example.jp", password="-")
        client = Client()
        client.force_login(user)
        grants[str(user.pk)] = set(topics)
        session_key = client.cookies[settings.SESSION_COOKIE_NAME].value
        made.append(Person(str(user.pk), client, Browser(server.address, session_key)))
        return made[-1]

    yield make
    for person in made:
        person.browser.close()
