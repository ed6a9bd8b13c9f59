"""`yorisoi lmtp`: mail is taken by a process of its own, and kill -9 of it loses nothing that was promised."""

import signal
import smtplib
import socket
from functools import partial

import httpx
import pytest

from tools.services import free_port, wait_until
from yorisoi.channels.models import Received
from yorisoi.channels.testing import Mailbox, mail
from yorisoi.config.tests.conftest import Process, Start, run

pytestmark = pytest.mark.django_db(transaction=True)


def listening(start: Start, port: int) -> Process:
    """The command, once it listens."""
    each = start("lmtp", YORISOI_LMTP_LISTEN=f"127.0.0.1:{port}")
    assert each.stdout is not None
    assert each.stdout.readline() == f"taking mail (LMTP and SMTP) on 127.0.0.1:{port}\n"
    return each


def serves(port: int) -> bool:
    return httpx.get(f"http://127.0.0.1:{port}/health?parts=database").status_code == 200


def stored() -> list[str]:
    return sorted(Received.objects.values_list("message_id", flat=True))


def test_mail_is_taken_until_told_to_stop(start: Start, port: int, mailbox: Mailbox) -> None:
    process = listening(start, port)
    with smtplib.LMTP("127.0.0.1", port, timeout=60) as client:
        client.sendmail("a@example.com", [mailbox.address], mail(message_id="1@x"))
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("a@example.com", ["nobody@sakura.example"], mail())
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert stored() == ["1@x"]
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_killed_in_the_middle_nothing_answered_is_lost_and_nothing_doubled(
    start: Start, port: int, mailbox: Mailbox
) -> None:
    process, answered = listening(start, port), []
    with pytest.raises((smtplib.SMTPException, OSError)):  # noqa: PT012 (the kill falls where it falls)
        client = smtplib.LMTP("127.0.0.1", port, timeout=60)
        for number in range(100):
            if number == 23:
                process.kill()
            client.sendmail("a@example.com", [mailbox.address], mail(message_id=f"{number}@x"))
            answered.append(f"{number}@x")
    assert len(answered) >= 23
    assert set(answered) <= set(stored())
    process.wait(60)

    listening(start, port)  # the next one takes over, and the sender gives again what was not answered
    with smtplib.LMTP("127.0.0.1", port, timeout=60) as client:
        for number in range(22, 27):
            client.sendmail("a@example.com", [mailbox.address], mail(message_id=f"{number}@x"))
    assert stored() == sorted({f"{number}@x" for number in range(27)} | set(answered))


def test_web_servers_leave_the_place_to_it(start: Start, port: int, mailbox: Mailbox) -> None:
    place, web = {"YORISOI_LMTP_LISTEN": f"127.0.0.1:{port}", "YORISOI_LISTENER": "separate"}, []
    listening(start, port)
    for _each in range(2):
        web.append(free_port())
        start("serve", "--port", str(web[-1]), **place)
    for each in web:
        wait_until(partial(serves, each), 120)
    with smtplib.LMTP("127.0.0.1", port, timeout=60) as client:
        client.sendmail("a@example.com", [mailbox.address], mail(message_id="1@x"))
    assert stored() == ["1@x"]


def test_place_that_is_taken_or_missing_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run("lmtp", YORISOI_LMTP_LISTEN=place)
        port = place.split(":")[1]
        serve = run("serve", "--port", port)
    assert done.returncode == 2
    assert done.stderr == f"yorisoi: YORISOI_LMTP_LISTEN={place!r} cannot be listened on: Address already in use\n"
    assert serve.returncode == 2
    assert f"port {port} of 127.0.0.1 cannot be used: Address already in use" in serve.stderr
    done = run("lmtp")
    assert done.returncode == 2
    assert done.stderr.startswith("yorisoi: YORISOI_LMTP_LISTEN is empty")
