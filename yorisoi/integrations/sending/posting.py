"""One request to an endpoint: to the pinned address, no redirects, an end in time and size."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

from yorisoi.integrations.sending.guarding import Forbidden, pinned

CONNECT_SECONDS = 5.0
ALL_SECONDS = 10.0
MOST_BYTES = 64 * 1024
SHOWN = 1000
TOO_SLOW = gettext_noop("No whole answer within 10 seconds.")
NOT_PUBLIC = gettext_noop("The name leads into a private network.")
NO_ADDRESS = gettext_noop("The name is not known.")
BAD_TLS = gettext_noop("The certificate is not valid.")
NO_CONNECTION = gettext_noop("No connection.")
NO_HTTP = gettext_noop("The answer is not HTTP.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `status` 0: no answer, `error` says why (English; a message id). `answer`: its beginning."""

    status: int
    milliseconds: int
    error: str = ""
    answer: str = ""

    @property
    def good(self) -> bool:
        """The endpoint took it."""
        return 200 <= self.status < 300


def post(url: str, headers: Mapping[str, str], body: str) -> Outcome:
    """Send the body; never raises for what the other side does."""
    began = time.monotonic()
    try:
        status, answer = _post(url, headers, body)
    except Forbidden:
        return _outcome(began, error=NOT_PUBLIC)
    except (TimeoutError, _Slow):
        return _outcome(began, error=TOO_SLOW)
    except socket.gaierror:
        return _outcome(began, error=NO_ADDRESS)
    except ssl.SSLError:
        return _outcome(began, error=BAD_TLS)
    except OSError:
        return _outcome(began, error=NO_CONNECTION)
    except (http.client.HTTPException, ValueError):
        return _outcome(began, error=NO_HTTP)
    return _outcome(began, status, answer=answer)


class _Slow(Exception):
    """The time was over and the connection was cut."""


def _outcome(began: float, status: int = 0, *, error: str = "", answer: str = "") -> Outcome:
    return Outcome(status, round((time.monotonic() - began) * 1000), error, answer)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _post(url: str, headers: Mapping[str, str], body: str) -> tuple[int, str]:
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    wire: Any = socket.create_connection((pinned(host, port), port), CONNECT_SECONDS)
    cut = threading.Event()

    def end() -> None:
        cut.set()
        try:
            wire.shutdown(socket.SHUT_RDWR)
        except OSError:
            wire.close()

    # Time-outs of a socket begin anew with every byte; this one does not.
    watch = threading.Timer(ALL_SECONDS, end)
    watch.daemon = True
    watch.start()
    try:
        if parts.scheme == "https":
            wire = _tls().wrap_socket(wire, server_hostname=host)
        answer = _asked(wire, host, port, parts, headers, body)
        if cut.is_set():
            raise _Slow
        return answer
    except (OSError, http.client.HTTPException):
        if cut.is_set():
            raise _Slow from None
        raise
    finally:
        watch.cancel()
        wire.close()


def _asked(
    wire: socket.socket, host: str, port: int, parts: Any, headers: Mapping[str, str], body: str
) -> tuple[int, str]:
    connection = http.client.HTTPConnection(host, port)
    connection.sock = wire  # the pinned one: http.client connects nowhere itself
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    shown = f"[{host}]" if ":" in host else host
    told = {"Host": shown if parts.port is None else f"{shown}:{port}", "Connection": "close", **headers}
    connection.request("POST", target.encode("ascii", "strict").decode(), body.encode(), told)
    response = connection.getresponse()
    text = response.read(MOST_BYTES).decode("utf8", "replace").replace("\x00", "")
    return response.status, text[:SHOWN]
