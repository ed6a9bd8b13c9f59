"""Starting the processes: migrations, static files, the web server, a worker."""

import hashlib
import signal
import socket
import threading
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def migrate(*, quiet: bool = True) -> None:
    """Bring the database up to date."""
    call_command("migrate", verbosity=0 if quiet else 1, interactive=False)


def collect_static() -> None:
    """Copy static files under names that carry their digest, if any of them changed since the last time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name}:{storage.get_modified_time(name).timestamp()}".encode())
    stamp = settings.STATIC_ROOT / "collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=settings.STATIC_ROOT.exists())
    stamp.write_text(digest.hexdigest())


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

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    work(stop, threads)
    return 0
