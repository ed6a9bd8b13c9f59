"""An installation to break: its own data folder and database, a server and a worker as processes that can be killed."""

import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from tools.bench.measuring import ROOT, Client
from tools.services import free_port

EMAIL, PASSWORD = "faults@yorisoi.example", "faults-only-2026"
ADDRESS, FETCHED = "support@sakura.example", "fetched@sakura.example"
PATIENCE = 180.0
_pause = threading.Event()  # never set: a wait that can be interrupted


def wait_for(ready: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until it is so. Raises TimeoutError that says what was waited for."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if ready():
                return
        except OSError:
            pass
        _pause.wait(0.1)
    raise TimeoutError(f"waited {seconds:.0f} s for {what}")


def pause(seconds: float) -> None:
    """Let so many seconds pass."""
    _pause.wait(seconds)


class House:
    """Begins empty; this process speaks to the same database through Django, the other two are real and separate."""

    def __init__(self, database: str = "", folder: Path | None = None) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="yorisoi-faults-")
        self.folder = folder or Path(self._temporary.name)
        self.port, self.lmtp = free_port(), free_port()
        self.environment = {
            **os.environ,
            "YORISOI_DATA_DIR": str(self.folder),
            "YORISOI_LMTP_LISTEN": f"127.0.0.1:{self.lmtp}",
            "YORISOI_WORKER": "separate",
            "YORISOI_URL": f"http://localhost:{self.port}",
            "YORISOI_LOG": "WARNING",
            "DJANGO_SETTINGS_MODULE": "yorisoi.config.settings",
            **({"DATABASE_URL": database} if database else {}),
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.kills = 0
        self.log = self.folder / "processes.log"

    def found(self) -> None:
        """Migrate; one brand, a queue, two mailboxes, somebody who answers. Afterwards Django works in this process."""
        os.environ.update(self.environment)
        import django

        django.setup()
        from yorisoi.config import server

        server.prepare()
        _people_and_places()

    def start(self, *names: str) -> None:
        """Start the server and the worker (or the named one) and wait until the server takes mail."""
        words = {"server": ["serve", "--port", str(self.port)], "worker": ["worker"]}
        for name in names or words:
            with self.log.open("ab") as log:
                self._processes[name] = subprocess.Popen(
                    [sys.executable, "-m", "yorisoi.config.cli", *words[name]],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                )
        if "server" in (names or words):
            wait_for(self.takes_mail, "the server to take mail")

    def kill(self, name: str) -> None:
        """kill -9, then start it again."""
        self._processes[name].send_signal(signal.SIGKILL)
        self._processes[name].wait()
        self.kills += 1
        self.start(name)

    def stop(self) -> None:
        """End both as a service manager does."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def close(self) -> None:
        """Stop, and let the folder go."""
        self.stop()
        from django.db import connections

        connections.close_all()
        self._temporary.cleanup()

    def alive(self) -> bool:
        """Are both processes still the ones that were started?"""
        return all(process.poll() is None for process in self._processes.values())

    def memory_peak(self, name: str) -> float:
        """The most memory the process ever held, in MB (VmHWM of proc(5))."""
        status = Path(f"/proc/{self._processes[name].pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1000 if found else 0.0

    def takes_mail(self) -> bool:
        """Does the listener greet?"""
        import smtplib

        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=5) as door:
            return door.noop()[0] == 250

    def client(self) -> Client:
        """A signed-in browser without a screen."""
        client = Client("127.0.0.1", self.port)
        client.sign_in(EMAIL, PASSWORD)
        return client

    def page(self, path: str) -> str:
        """A page as somebody who answers sees it."""
        status, content = self.client().request("GET", path, headers={"Accept-Language": "ja"})
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return content.decode()


def _people_and_places() -> None:
    from yorisoi.channels.models import Mailbox
    from yorisoi.desk import public as desk
    from yorisoi.kernel import clock
    from yorisoi.workspace import public as workspace

    system = workspace.SYSTEM
    workspace.sync_given_roles()
    brand_id = workspace.create_brand(actor=system, name="さくら便", slug=f"faults-{secrets.token_hex(4)}", sign="桜")
    staff_id = workspace.create_staff(
        actor=system, email=EMAIL, password=PASSWORD, family_name="佐藤", given_name="花子"
    )
    workspace.give_role(actor=system, staff_id=staff_id, role_key="admin", brand_id=None)
    desk.create_queue(actor=system, brand_id=brand_id, name="お問い合わせ")
    for address, incoming in ((ADDRESS, "lmtp"), (FETCHED, "none")):
        config: dict[str, Any] = {"incoming": incoming}
        Mailbox.objects.create(brand_id=brand_id, name=address, address=address, config=config, created_at=clock.now())


def mailbox(address: str = ADDRESS) -> Any:
    """The row of one of the two mailboxes."""
    from yorisoi.channels.models import Mailbox

    return Mailbox.objects.get(address=address)


def sends_through(address: str, port: int) -> None:
    """Let a mailbox send through a server on loopback."""
    row = mailbox(address)
    row.config["smtp"] = {"host": "127.0.0.1", "port": port, "security": "none"}
    row.save(update_fields=["config"])


def fetches_from(address: str, port: int, user: str, password: str) -> None:
    """Let a mailbox fetch from an IMAP server on loopback."""
    from yorisoi.channels.email.account import sealed

    row = mailbox(address)
    row.config |= {
        "incoming": "imap",
        "imap": {"host": "127.0.0.1", "port": port, "security": "none", "user": user, "folders": ["INBOX"]},
    }
    row.secret = sealed({"imap_password": password})
    row.save(update_fields=["config", "secret"])


def work_left() -> int:
    """Jobs that wait, run or are to be tried again, but for schedules of the future."""
    from yorisoi.kernel.models import Job, JobState

    return Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).count()


def case_of_received(message_id: str) -> UUID | None:
    """The case that the mail with this Message-ID is on."""
    from yorisoi.channels.models import Received
    from yorisoi.desk.models import Message

    ids = Received.objects.filter(message_id=message_id).values_list("id", flat=True)
    return Message.objects.filter(received_id__in=list(ids)).values_list("case_id", flat=True).first()
