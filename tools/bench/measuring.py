"""How bars are measured: loopback HTTP, one client, 20 warm-up and 200 counted requests, both ways of connecting."""

import http.client
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

import psutil

from tools.services import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
WARM_UP, COUNTED = 20, 200


@dataclass(frozen=True)
class Spread:
    """Milliseconds of one measurement."""

    p50: float
    p95: float
    cpu: float = 0.0
    """Of the server's processes and the database's, a request; 0 where only the clock was looked at."""

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f}" + (f" ({self.cpu:.1f})" if self.cpu else "")

    def __add__(self, other: "Spread") -> "Spread":
        """One after the other."""
        return Spread(self.p50 + other.p50, self.p95 + other.p95, self.cpu + other.cpu)


def spread(seconds: list[float]) -> Spread:
    """Median and 95th percentile, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=20, method="inclusive")
    return Spread(1000 * statistics.median(seconds), 1000 * cuts[18])


@dataclass
class Client:
    """One signed-in browser without a screen."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None
    spent: Callable[[], float] = float
    """CPU seconds that the server has used up to now."""

    def request(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        keep: bool = True,
    ) -> tuple[int, bytes]:
        """Status and body; `keep` uses one connection again."""
        connection = (
            self.connection
            if keep and self.connection
            else http.client.HTTPConnection(self.host, self.port, timeout=60)
        )
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": cookie, **(headers or {})})
            answer = connection.getresponse()
            content = answer.read()
        except (http.client.HTTPException, ConnectionError):
            if not keep or connection is not self.connection:
                raise
            self.connection = None
            return self.request(method, path, body, headers, keep=keep)
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = value.partition("=")
            self.cookies[name] = rest.split(";")[0]
        if keep:
            self.connection = connection
        else:
            connection.close()
        return answer.status, content

    def sign_in(self, email: str, password: str) -> None:
        """Through the sign-in page. Raises RuntimeError when it refuses."""
        _status, page = self.request("GET", "/accounts/login/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            raise RuntimeError("the sign-in page has no form")
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token[1].decode()}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{self.host}:{self.port}/"}
        status, _page = self.request("POST", "/accounts/login/", urlencode(form), headers)
        if status != 302:
            raise RuntimeError(f"sign-in answered {status}")

    def times(self, *paths: str, keep: bool, headers: Mapping[str, str] | None = None) -> Spread:
        """The spread of 200 requests after 20, of the paths in turn. RuntimeError when a page does not answer 200."""
        seconds = []
        before = 0.0
        for number, path in zip(range(WARM_UP + COUNTED), cycle(paths), strict=False):
            if number == WARM_UP:
                before = self.spent()
            started = time.perf_counter()
            status, _content = self.request("GET", path, headers=headers, keep=keep)
            if number >= WARM_UP:
                seconds.append(time.perf_counter() - started)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
        return replace(spread(seconds), cpu=1000 * (self.spent() - before) / COUNTED)


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[tuple[Client, psutil.Process]]:
    """`yorisoi serve` as a process of its own, with its client."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "yorisoi.config.cli", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, **environment, "YORISOI_URL": f"http://localhost:{port}", "YORISOI_LOG": "WARNING"},
    )
    client = Client("127.0.0.1", port)
    try:
        wait_until(lambda: process.poll() is not None or client.request("GET", "/accounts/login/")[0] == 200, 120)
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        running = psutil.Process(process.pid)
        client.spent = lambda: cpu_seconds(running)
        yield client, running
    finally:
        process.terminate()
        process.wait(30)


def cpu_seconds(process: psutil.Process) -> float:
    """What a server, its children and the PostgreSQL processes on this machine that serve it have used so far."""
    family = [process, *process.children(recursive=True)]
    ports = {each.laddr.port for one in family for each in one.net_connections("tcp") if each.raddr}
    return sum(_cpu_of(each) for each in (*family, *_backends(ports)))


def _cpu_of(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _backends(ports: set[int]) -> list[psutil.Process]:
    """PostgreSQL's processes by the ports of their clients, which stand in their titles: `… 127.0.0.1(40312) idle`."""
    found = []
    for each in psutil.process_iter(["name", "cmdline"]):
        if each.info["name"] == "postgres":
            port = re.search(r"\((\d+)\)", " ".join(each.info["cmdline"] or ()))
            if port and int(port[1]) in ports:
                found.append(each)
    return found


def memory(process: psutil.Process) -> float:
    """Summed PSS of a process and its children, in MiB."""
    return float(sum(each.memory_full_info().pss for each in (process, *process.children(recursive=True)))) / 2**20


def machine() -> str:
    """What this was measured on, in one line."""
    total = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    begun = time.process_time()
    for _number in range(10_000_000):
        pass
    loop = time.process_time() - begun
    return (
        f"{psutil.cpu_count()} cores {platform.machine()}, {total:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, load {load:.1f}, ten million empty rounds {loop:.2f} s CPU"
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
