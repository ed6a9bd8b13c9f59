"""Starting the processes: migrations, static files, the web server, a worker."""

import fcntl
import hashlib
import os
import signal
import socket
import threading
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from yorisoi.config.env import BadSettingError


def migrate(*, quiet: bool = True) -> None:
    """Bring the database up to date."""
    call_command("migrate", verbosity=0 if quiet else 1, interactive=False)


def collect_static() -> None:
    """Copy static files under names that carry their digest, if any of them changed since the last time.

    One process at a time; what lies there stays, for servers and browsers that still show yesterday's pages.
    """
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    stamp = settings.STATIC_ROOT / "collected"
    with (settings.STATIC_ROOT / "collecting").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        digest = static_digest()
        if not stamp.exists() or stamp.read_text() != digest:
            for kept in settings.STATIC_ROOT.rglob("*.*"):
                os.utime(
                    kept, (0, 0)
                )  # Django passes over what is newer here, and a release may be older than our copy
            call_command("collectstatic", verbosity=0, interactive=False)
            stamp.write_text(digest)


def static_digest() -> str:
    """Changes with the name and the time of any static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name}:{storage.get_modified_time(name).timestamp()}".encode())
    return digest.hexdigest()


def prepare() -> None:
    """What must be done before serving; quick when nothing changed."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    migrate()
    if not settings.DEBUG:
        collect_static()


def run(*, host: str, port: int, reload: bool = False) -> None:
    """Serve until told to stop (SIGTERM and Ctrl-C finish running requests first)."""
    import uvicorn

    from yorisoi.kernel import live

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await live.shutdown()  # a stream never ends by itself: uvicorn would wait for it until its time is up
            await super().shutdown(sockets)

    options: dict[str, Any] = {
        "host": host,
        "port": port,
        "lifespan": "on",
        "log_level": "warning",
        "access_log": False,
        "timeout_graceful_shutdown": 5,
        "forwarded_allow_ips": "127.0.0.1",
    }
    if reload:
        uvicorn.run("yorisoi.config.asgi:app", reload=True, reload_dirs=["yorisoi"], **options)
    else:
        Server(uvicorn.Config("yorisoi.config.asgi:app", **options)).run()


def run_worker(*, threads: int) -> int:
    """Run jobs until SIGTERM or Ctrl-C; running jobs finish first."""
    from yorisoi.config.background import work

    work(told_to_stop(), threads)
    return 0


def run_listener() -> int:
    """Take mail until SIGTERM or Ctrl-C; a mail that is on its way in is stored and answered first."""
    from yorisoi.channels.email import listener

    stop = told_to_stop()
    place = settings.LMTP_LISTEN
    if not place:
        raise BadSettingError("YORISOI_LMTP_LISTEN is empty: say where to listen, for example 127.0.0.1:8024")
    try:
        listener.start()
    except OSError as error:
        raise BadSettingError(f"YORISOI_LMTP_LISTEN={place!r} cannot be listened on: {reason(error)}") from None
    print(f"taking mail (LMTP and SMTP) on {place}", flush=True)
    stop.wait()
    listener.stop()
    return 0


def needs_port(host: str, port: int) -> None:
    """Raise BadSettingError when nobody can listen there: said before anything is prepared."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        words = f"port {port} of {host} cannot be used: {reason(error)}. Choose another one with --port"
        raise BadSettingError(words) from None


def reason(error: OSError) -> str:
    """The system's own words, without Python's."""
    return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)


def told_to_stop() -> threading.Event:
    """Set by SIGTERM and by Ctrl-C."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    return stop
