"""PostgreSQL and Redis for tests: the ones that run here, or our own on free ports, stopped at the end."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
import redis

RUNNING_POSTGRESQL = ("postgresql://postgres@127.0.0.1:5432/postgres", "postgresql:///postgres")
RUNNING_REDIS = "redis://127.0.0.1:6379/9"


def free_port() -> int:
    """A port of loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Services:
    """Starts what is asked for and stops it on leaving the block."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def postgresql(self) -> str:
        """The address of a PostgreSQL where databases may be created."""
        for address in (os.environ.get("YORISOI_CI_POSTGRESQL", ""), *RUNNING_POSTGRESQL):
            if address and usable_postgresql(address):
                return address
        return self._start_postgresql()

    def redis(self) -> str:
        """The address of a Redis."""
        with contextlib.suppress(redis.RedisError):
            redis.Redis.from_url(RUNNING_REDIS, socket_timeout=2).ping()
            return RUNNING_REDIS
        port = free_port()
        words = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        self._stack.callback(process.wait)
        self._stack.callback(process.terminate)
        address = f"redis://127.0.0.1:{port}/0"
        wait_until(lambda: bool(redis.Redis.from_url(address).ping()))
        return address

    def _start_postgresql(self) -> str:
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="yorisoi-pg-")))
        folder.chmod(0o777)
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        port, data = free_port(), folder / "data"
        runuser = program("runuser") if os.geteuid() == 0 and has_user("postgres") else ""
        as_postgres = [runuser, "-u", "postgres", "--"] if runuser else []

        def control(*words: str) -> None:
            subprocess.run([*as_postgres, *words], check=True, stdout=subprocess.DEVNULL, cwd=folder)

        control(
            str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"
        )
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off"
        control(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        self._stack.callback(control, str(programs / "pg_ctl"), "-D", str(data), "-m", "fast", "stop")
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"


def usable_postgresql(address: str) -> bool:
    """May databases be created there?"""
    try:
        with psycopg.connect(address, connect_timeout=2) as connection:
            row = connection.execute(
                "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
            ).fetchone()
            return bool(row and row[0])
    except psycopg.Error:
        return False


def has_user(name: str) -> bool:
    """Does the machine know this user?"""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def program(name: str) -> str:
    """Where a program lies; what only root needs often lies outside a person's PATH. "" when the machine has none."""
    return shutil.which(name) or shutil.which(name, path="/usr/local/sbin:/usr/sbin:/sbin") or ""


def wait_until(ready: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for a service that was just started; raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(Exception):
            if ready():
                return
        time.sleep(0.05)
    raise TimeoutError("a service did not start")


if __name__ == "__main__":
    with Services() as services:
        print(services.postgresql(), services.redis())
