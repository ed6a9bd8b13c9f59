"""Waiting for mail by IDLE, at a real Dovecot."""

import queue
import uuid
from collections.abc import Iterator

import pytest
from imapclient import IMAPClient

from yorisoi.channels.email import watch
from yorisoi.channels.email.account import sealed
from yorisoi.channels.email.tests.dovecot import PASSWORD, Dovecot
from yorisoi.channels.models import Mailbox
from yorisoi.channels.testing import mail, make_mailbox
from yorisoi.workspace.testing import Brand

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real]

WAIT = 20


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator["queue.Queue[uuid.UUID]"]:
    """Every request to fetch, as it is made."""
    requests: queue.Queue[uuid.UUID] = queue.Queue()
    monkeypatch.setattr(watch, "ask_to_fetch", requests.put)
    monkeypatch.setattr(watch, "STEP_SECONDS", 0.2)
    watch.start()
    yield requests
    watch.stop()


@pytest.fixture
def box(brand: Brand, dovecot: Dovecot) -> Mailbox:
    user = f"w{uuid.uuid4().hex[:8]}"
    server = {"host": "127.0.0.1", "port": dovecot.port, "security": "none", "user": user}
    return make_mailbox(
        brand,
        f"{user}@sakura.example",
        config={"incoming": "imap", "imap": server},
        secret=sealed({"imap_password": PASSWORD}),
    )


def test_new_mail_is_asked_for_at_once(box: Mailbox, dovecot: Dovecot, asked: "queue.Queue[uuid.UUID]") -> None:
    assert asked.get(timeout=WAIT) == box.pk  # what was there before
    with IMAPClient("127.0.0.1", port=dovecot.port, ssl=False) as client:
        client.login(box.config["imap"]["user"], PASSWORD)
        client.append("INBOX", mail())
    assert asked.get(timeout=WAIT) == box.pk
