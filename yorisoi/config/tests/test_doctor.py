"""`yorisoi doctor` against real parts: it says what is well and what to do about the rest."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from pytest_django import Settings

from tools.services import wait_until
from yorisoi.channels import public as channels
from yorisoi.channels.email.account import sealed
from yorisoi.channels.email.tests.dovecot import PASSWORD, Dovecot
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.models import Outbound
from yorisoi.channels.testing import Mailbox, make_mailbox
from yorisoi.config.doctor import machine, of_the_machine, outside
from yorisoi.config.doctor.mail import mail
from yorisoi.config.doctor.stream import live_stream
from yorisoi.config.tests.conftest import Start, run
from yorisoi.kernel import audit, clock, search
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.models import Job, JobState, Worker
from yorisoi.workspace.testing import Brand, Staff

pytestmark = pytest.mark.django_db(transaction=True)

ENGLISH = ("doctor", "--language", "en")


def server_of(receiver: Receiver) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": receiver.port, "security": "none"}


def serving(start: Start, port: int, **more: str) -> str:
    """The address of a real server; back when its worker has been seen."""
    start("serve", "--port", str(port), **more)
    url = f"http://localhost:{port}"
    wait_until(lambda: httpx.get(f"{url}/health").status_code == 200, 120)
    return url


def test_everything_is_well_with_real_parts(
    start: Start, port: int, dovecot: Dovecot, receiver: Receiver, brand: Brand, sato: Staff
) -> None:
    imap = {"host": "127.0.0.1", "port": dovecot.port, "security": "none", "user": "doctor", "idle": False}
    secret = sealed({"imap_password": PASSWORD})
    config = {"incoming": "imap", "imap": imap, "smtp": server_of(receiver)}
    make_mailbox(brand, "fetched@sakura.example", config=config, secret=secret)
    make_mailbox(brand, "handed@sakura.example", config={"incoming": "lmtp", "smtp": server_of(receiver)})
    place = {"YORISOI_LMTP_LISTEN": f"127.0.0.1:{receiver.port + 1}"}
    url = serving(start, port, **place)
    sessions = Session.objects.count()

    done = run(*ENGLISH, "--url", url, **place)

    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line.startswith("✗")] == []
    assert done.stdout.splitlines()[-1] == "Everything is well."
    for said in (
        "Worker: 1 running",
        "Mail in: The listener at 127.0.0.1",
        "Mail in fetched@sakura.example: Signed in; 0 messages",
        "Mail out handed@sakura.example: Connected and signed in.",
        f"Live stream: The first event of {url}/live came at once.",
    ):
        assert said in done.stdout
    assert Session.objects.count() == sessions  # the check's own session is gone
    assert receiver.taken == []


def test_everything_that_is_wrong_is_named(brand: Brand, sato: Staff, receiver: Receiver) -> None:
    receiver.mail = "550 not from you"
    config = {"incoming": "lmtp", "smtp": server_of(receiver)}
    make_mailbox(brand, "handed@sakura.example", config=config)
    done = run(*ENGLISH, "--url", "http://127.0.0.1:1", YORISOI_LMTP_LISTEN="127.0.0.1:1")
    assert done.returncode == 1
    for said in (
        "✗ Worker: No worker is running: start `yorisoi serve`",
        "✗ Mail in: Nothing listens at 127.0.0.1:1",
        "✗ Mail out handed@sakura.example: Connected; but the server does not take mail from this address: 550",
        "✗ Live stream: http://127.0.0.1:1/live does not answer",
        "Parts that need attention: 4",
    ):
        assert said in done.stdout


def test_words_are_the_organisations(sato: Staff) -> None:
    assert "✗ ワーカー: ワーカーが動いていません。" in run("doctor").stdout
    assert "✗ Worker: No worker is running" in run("doctor", YORISOI_LANGUAGE="en").stdout


def test_database_that_does_not_answer_is_said_and_not_a_traceback() -> None:
    done = run(*ENGLISH, DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 1
    assert done.stderr == ""
    assert "✗ Database: Could not be asked: connection" in done.stdout
    assert "✗ Mail: Could not be asked" in done.stdout


def sentence(look: Callable[[], tuple[bool, str]]) -> str:
    """What an ill part says."""
    well, words = look()
    assert not well, words
    return words


def test_worker_that_fell_silent_is_told(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    moment = clock.now() - timedelta(minutes=3)
    Worker.objects.create(id=uuid7(), host="a", pid=1, threads=2, started_at=moment, seen_at=moment)
    assert "No worker since" in sentence(machine.worker)
    Worker.objects.update(seen_at=clock.now())
    assert machine.worker()[0]
    Job.objects.create(name="x", run_at=moment - timedelta(minutes=3), enqueued_at=moment)
    assert "start more workers" in sentence(machine.worker)


def test_job_that_failed_for_good_is_told(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    assert machine.failed_jobs()[0]
    Job.objects.create(name="x", state=JobState.DEAD, run_at=clock.now(), enqueued_at=clock.now())
    assert sentence(machine.failed_jobs).startswith("1 jobs have failed")


def test_full_disk_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LANGUAGE_CODE = "en"
    assert machine.disk()[0]
    monkeypatch.setattr(machine, "ROOM_LEFT", shutil.disk_usage(settings.DATA_DIR).total + 1)
    assert "make room" in sentence(machine.disk)


def test_tables_of_another_version_are_told(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    assert machine.tables()[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM django_migrations WHERE app = 'desk' ORDER BY id DESC LIMIT 1")
        (name,) = cursor.fetchone()
        cursor.execute("DELETE FROM django_migrations WHERE app = 'desk' AND name = %s", [name])
    try:
        assert "run `yorisoi migrate`" in sentence(machine.tables)
    finally:
        with connection.cursor() as cursor:
            words = "INSERT INTO django_migrations (app, name, applied) VALUES ('desk', %s, %s)"
            cursor.execute(words, [name, clock.now()])


def test_index_that_does_not_find_is_told(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    made, brand = uuid7(), uuid7()
    words = search.Terms(["n_古"], [])
    search.index_many([search.Document("case", made, brand, "返金の件", "", clock.now(), words)])
    assert "1 are stale: run `yorisoi reindex`" in sentence(machine.search_index)


def test_clock_that_went_back_is_told(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    audit.record(None, "x", "x", uuid7())
    assert machine.clocks()[0]
    with clock.moved_to(clock.now() - timedelta(hours=1)):
        assert "set the clock" in sentence(machine.clocks)


def test_installation_without_a_way_in_is_told(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    settings.LMTP_LISTEN = ""
    assert [each.well for each in mail()] == [False, True]


def test_listener_that_does_not_know_an_address_is_told(
    mailbox: Mailbox, settings: Settings, receiver: Receiver
) -> None:
    settings.LANGUAGE_CODE = "en"
    settings.LMTP_LISTEN = f"127.0.0.1:{receiver.port}"
    receiver.rcpt[mailbox.address] = "550 unknown"
    assert next(mail()).sentence.endswith(f"refuses {mailbox.address} (550 unknown)")


def test_message_that_should_have_left_is_told(mailbox: Mailbox, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    channels.send(brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=["a@example.com"], subject="x", text="x")
    assert list(mail())[-1].well
    Outbound.objects.update(next_at=clock.now() - timedelta(minutes=6))
    assert list(mail())[-1].sentence.startswith("1 messages should have left")


@contextmanager
def answering(said: bytes) -> Iterator[str]:
    """Something in the server's place that says this to each request and then keeps silent."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        ended, held = threading.Event(), []

        def serve() -> None:
            while not ended.is_set():
                caller, _address = door.accept()
                held.append(caller)
                caller.sendall(said)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        ended.set()
        with socket.create_connection(door.getsockname()):
            thread.join()
        for caller in held:
            caller.close()


def test_proxy_that_keeps_events_back_is_told(sato: Staff, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    for said in (b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"):
        with answering(said) as url:
            finding = live_stream(url, patience=0.5).asked()
        assert "proxy_buffering off" in finding.sentence
        assert not finding.well


def test_proxy_that_answers_in_the_servers_place_is_told(sato: Staff, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    with answering(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nbad") as url:
        assert "answered 502 instead of a stream" in live_stream(url).asked().sentence


def test_live_stream_needs_somebody(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    assert "run `yorisoi admin" in live_stream("http://127.0.0.1:1").asked().sentence


def test_each_part_has_a_name_of_its_own(mailbox: Mailbox, sato: Staff, settings: Settings) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:1"
    names = [finding.part for findings in (of_the_machine(), outside()) for finding in findings]
    assert {"database", "worker", "disk", "tables", "jobs", "search", "clock", "outbox", "live"} <= set(names)
