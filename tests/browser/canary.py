"""A server on loopback that must never be asked for anything: whatever connects is written down."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

NAME = "canary.example"  # the browser is told that this name is here; the sanitiser takes it for any public name


class Canary(socketserver.ThreadingTCPServer):
    """`asked`: the first bytes of every connection."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Listener)

    @property
    def url(self) -> str:
        """Its address as strangers write it."""
        return f"http://{NAME}:{self.server_address[1]}"


class _Listener(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Canary)
        self.request.settimeout(5)
        try:
            first = self.request.recv(400)
        except TimeoutError:
            first = b"(a connection without a word)"
        self.server.asked.append(first)
        self.request.sendall(b"HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\n\r\n")


@contextmanager
def listening() -> Iterator[Canary]:
    """The canary, for the length of the block."""
    with Canary() as canary:
        thread = threading.Thread(target=canary.serve_forever, daemon=True)
        thread.start()
        yield canary
        canary.shutdown()
        thread.join(10)
