"""kill -9 of a process that takes or sends mail: nothing that was promised is lost."""

import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings

from yorisoi.channels import public
from yorisoi.channels.actions import deliver
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.models import Mailbox, Outbound, Received
from yorisoi.channels.testing import mail
from yorisoi.kernel import clock
from yorisoi.kernel.testing import database_url

pytestmark = pytest.mark.django_db(transaction=True)

LISTEN = """
import sys, django
django.setup()
from yorisoi.channels.email.listener import Listener
each = Listener("127.0.0.1", 0)
each.start()
print(each.port, flush=True)
sys.stdin.read()
"""
SEND = """
import sys, uuid, django
django.setup()
from yorisoi.channels.actions import deliver
print("ready", flush=True)
deliver(mailbox_id=uuid.UUID(sys.argv[1]))
"""


def process(program: str, *words: str) -> "subprocess.Popen[str]":
    """Another process on the same test database and files."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "YORISOI_DATA_DIR": str(settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "yorisoi.config.settings",
        "YORISOI_LOG": "WARNING",
    }
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def listening() -> Iterator["subprocess.Popen[str]"]:
    each = process(LISTEN)
    yield each
    each.kill()
    each.communicate()


def test_every_mail_that_was_answered_is_there_once(mailbox: Mailbox, listening: "subprocess.Popen[str]") -> None:
    assert listening.stdout is not None
    port = int(listening.stdout.readline())
    answered = []
    with pytest.raises((smtplib.SMTPException, OSError)):  # noqa: PT012 (the kill falls where it falls)
        client = smtplib.LMTP("127.0.0.1", port, timeout=60)
        for number in range(200):
            if number == 37:
                listening.send_signal(signal.SIGKILL)
            client.sendmail("a@example.com", [mailbox.address], mail(message_id=f"{number}@x"))
            answered.append(f"{number}@x")
    stored = list(Received.objects.values_list("message_id", flat=True))
    assert len(answered) >= 37
    assert set(answered) <= set(stored)
    assert len(stored) == len(set(stored))


def test_every_message_leaves_although_the_sender_was_killed(mailbox: Mailbox, receiver: Receiver) -> None:
    mailbox.config["smtp"] = {"host": "127.0.0.1", "port": receiver.port, "security": "none"}
    mailbox.save()
    for number in range(30):
        public.send(
            brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=["a@example.com"], subject=str(number), text="x"
        )
    receiver.taken_enough = 10
    sender = process(SEND, str(mailbox.pk))
    assert receiver.enough.wait(60)
    sender.kill()
    sender.communicate()
    for minutes in (1, 2):  # found dead, then sent
        with clock.moved_to(clock.now() + timedelta(minutes=minutes)):
            deliver(mailbox_id=mailbox.pk)
    assert set(Outbound.objects.values_list("state", flat=True)) == {"sent"}
    ids = [line for each in receiver.taken for line in each.content.split(b"\r\n") if line.startswith(b"Message-ID")]
    assert len(set(ids)) == 30
    assert len(ids) <= 31  # the one in flight at the kill may leave twice, under one Message-ID
