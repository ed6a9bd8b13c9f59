"""The database goes away, the disk is full: senders are told to come again, and what was taken is there afterwards."""

import http.client
import os
import smtplib
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.faults.house import ADDRESS, House, case_of_received, pause, wait_for
from tools.faults.verdict import Verdict

MOUNT_MB = 48


@dataclass
class Sender:
    """Sends small mails one after the other, each until it is taken; counts the refusals."""

    house: House
    size: int = 2_000
    taken: list[str] = field(default_factory=list)
    refused: int = 0
    last: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Until `over`."""
        number = 0
        while not self.over.is_set():
            name = f"away{number}-{id(self)}@example.com"
            if self.once(name):
                self.taken.append(name)
                number += 1
            else:
                self.refused += 1
                pause(0.5)

    def once(self, name: str) -> bool:
        """Was this mail taken? `last` says what was answered."""
        raw = (
            f"From: a@example.com\r\nTo: {ADDRESS}\r\nSubject: {name}\r\nMessage-ID: <{name}>\r\n\r\n" + "x" * self.size
        )
        try:
            with smtplib.LMTP("127.0.0.1", self.house.lmtp, timeout=60) as door:
                door.sendmail("a@example.com", [ADDRESS], raw.encode())
        except (smtplib.SMTPException, OSError) as error:
            self.last = str(error)
            return False
        return True


def database(house: House, seconds: float) -> Iterator[Verdict]:
    """Away for so long while mail comes in."""
    house.start()
    sender = Sender(house)
    thread = threading.Thread(target=sender.run)
    thread.start()
    wait_for(lambda: len(sender.taken) >= 10, "the first mails")
    before = len(sender.taken)
    with _away():
        pause(seconds)
        status = _asked(house, "/health?parts=database")
    wait_for(lambda: len(sender.taken) >= before + 10, "mail after the database was back")
    sender.over.set()
    thread.join()
    lost = _not_on_a_case(sender.taken)
    yield Verdict(
        f"the database is away for {seconds:.0f} s: the sender is told to come again, afterwards all goes on by itself",
        not lost and house.alive(),
        f"{len(sender.taken)} taken, {sender.refused} times refused for now ({sender.last[:60]}), "
        f"/health said {status} meanwhile, {len(lost)} not on a case",
    )


def _not_on_a_case(names: list[str]) -> list[str]:
    """Those of which no case is known, after waiting for the worker."""

    def missing() -> list[str]:
        return [name for name in names if case_of_received(name) is None]

    try:
        wait_for(lambda: not missing(), "all on cases", 120)
    except TimeoutError:
        return missing()
    return []


@contextmanager
def _away() -> Iterator[None]:
    """SQLite: somebody holds the file's only lock. PostgreSQL: the database takes no connection and ends all it has."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with sqlite3.connect(connection.settings_dict["NAME"], timeout=60, isolation_level=None) as other:
            other.execute("BEGIN EXCLUSIVE")
            try:
                yield
            finally:
                other.execute("ROLLBACK")
        return
    yield from _postgresql_away()


def _postgresql_away() -> Iterator[None]:
    import psycopg
    from django.db import connection, connections

    name = connection.settings_dict["NAME"]
    address = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/postgres"
    connections.close_all()
    with psycopg.connect(address, autocommit=True) as other:
        other.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS false')
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            other.execute(f'ALTER DATABASE "{name}" WITH ALLOW_CONNECTIONS true')


def _asked(house: House, path: str) -> int:
    """What a page answers without signing in; 0 when there is no answer in time."""
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def disk(house: House) -> Iterator[Verdict]:
    """Files lie on a small disk of their own; it fills up, and is made larger."""
    files = house.folder / "files"
    try:
        mounted = _mount(files, MOUNT_MB)
    except (OSError, subprocess.CalledProcessError) as error:
        yield Verdict("a full disk", True, f"left out: no small disk can be made here ({error})")
        return
    with mounted:
        house.start()
        sender = Sender(house, size=2_000_000)
        taken, number = [], 0
        while number < MOUNT_MB and sender.once(f"disk{number}@example.com"):
            taken.append(f"disk{number}@example.com")
            number += 1
        refused = sender.last
        page = _asked(house, "/accounts/login/")
        subprocess.run(["mount", "-o", f"remount,size={MOUNT_MB * 4}m", str(files)], check=True)
        again = sender.once(f"disk{number}@example.com")
        lost = _not_on_a_case([*taken, f"disk{number}@example.com"])
        house.stop()
    yield Verdict(
        "a full disk: mail is refused for now, pages go on, and with room again so does the mail",
        "451" in refused and page == 200 and again and not lost,
        f"{len(taken)} taken, then “{refused[:60]}”; sign-in page {page}; "
        f"with room again taken: {again}; {len(lost)} lost",
    )


@contextmanager
def _unmounted(place: Path) -> Iterator[None]:
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def _mount(place: Path, megabytes: int) -> AbstractContextManager[None]:
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)], check=True, capture_output=True
    )
    return _unmounted(place)
