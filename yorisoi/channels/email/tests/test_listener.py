"""Mail in by LMTP and SMTP, through a real socket."""

import smtplib
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from pytest_django import Settings

from yorisoi.channels.email.listener import Listener
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.testing import mail, make_mailbox
from yorisoi.kernel import files
from yorisoi.workspace.testing import Brand

HERE = "support@sakura.example"


def lmtp(listener: Listener) -> smtplib.LMTP:
    return smtplib.LMTP("127.0.0.1", listener.port)


def stored() -> bytes:
    with files.open(Received.objects.get().file_id) as file:
        return file.read()


def test_a_mail_is_committed_before_250(listener: Listener, mailbox: Mailbox) -> None:
    with lmtp(listener) as client:
        assert client.sendmail("yamada@example.com", [HERE], mail()) == {}
        row = Received.objects.get()
    assert stored() == mail()
    assert row.mailbox == mailbox
    assert row.envelope == {"sender": "yamada@example.com", "recipient": HERE, "peer": "127.0.0.1"}


def test_each_lmtp_recipient_gets_an_answer(listener: Listener, mailbox: Mailbox, other_mailbox: Mailbox) -> None:
    with lmtp(listener) as client:
        client.ehlo_or_helo_if_needed()
        client.docmd("MAIL FROM:<a@example.com>")
        answers = [client.rcpt(each)[0] for each in (HERE, "nobody@sakura.example", other_mailbox.address)]
        assert answers == [250, 550, 250]
        client.docmd("DATA")
        client.send(mail() + b".\r\n")
        assert [client.getreply()[0], client.getreply()[0]] == [250, 250]
        assert client.noop()[0] == 250
    assert set(Received.objects.values_list("mailbox_id", flat=True)) == {mailbox.pk, other_mailbox.pk}


def test_smtp_gets_one_answer_for_all(listener: Listener, mailbox: Mailbox, other_mailbox: Mailbox) -> None:
    with smtplib.SMTP("127.0.0.1", listener.port) as client:
        assert client.sendmail("a@example.com", [HERE, other_mailbox.address], mail()) == {}
        assert client.noop()[0] == 250
    assert list(Received.objects.values_list("via", flat=True)) == ["smtp", "smtp"]


def test_bounces_come_from_nobody(listener: Listener, mailbox: Mailbox) -> None:
    with lmtp(listener) as client:
        client.sendmail("", [HERE], mail())
    assert Received.objects.get().envelope["sender"] == ""


def test_odd_addresses_of_carriers_are_taken(listener: Listener, mailbox: Mailbox) -> None:
    with lmtp(listener) as client:
        client.ehlo_or_helo_if_needed()
        assert client.docmd("MAIL FROM:<a..b.@docomo.ne.jp> SIZE=100")[0] == 250
        assert client.docmd(f"RCPT TO:<{HERE.upper()}>")[0] == 250


def test_an_address_with_a_plus_reaches_its_mailbox(listener: Listener, mailbox: Mailbox) -> None:
    with lmtp(listener) as client:
        client.sendmail("a@example.com", ["support+anything@sakura.example"], mail())
    assert Received.objects.get().envelope["recipient"] == "support+anything@sakura.example"


def test_a_mailbox_that_is_switched_off_takes_nothing(listener: Listener, brand: Brand) -> None:
    make_mailbox(brand, HERE, active=False)
    with lmtp(listener) as client, pytest.raises(smtplib.SMTPRecipientsRefused):
        client.sendmail("a@example.com", [HERE], mail())


@pytest.mark.parametrize(
    "raw",
    [
        mail("x" * 5000),
        mail("..\n.\n.leading dot\n" + "あ" * 70_000),
        b".\r\n",
        b"\r\n",
        b".x\r\n",
        b"..\r\n.\r\n",
        b"a\r\n",
        b"\r\n\r\n.\r\n..\r\n",
        b"Subject: bare\nline\rends\r\n\r\n\n.\nnot the end\r\n",
        mail("x\n" * 200_000),
    ],
    ids=["long line", "dots", "dot", "empty line", "dot x", "two dots", "one line", "lines and dots", "bare", "many"],
)
def test_every_byte_arrives(listener: Listener, mailbox: Mailbox, raw: bytes) -> None:
    with lmtp(listener) as client:
        client.ehlo_or_helo_if_needed()
        client.docmd("MAIL FROM:<a@example.com>")
        client.docmd(f"RCPT TO:<{HERE}>")
        client.docmd("DATA")
        stuffed = (b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:]
        client.send(stuffed + b".\r\n")
        assert client.getreply()[0] == 250
    assert stored() == raw


def test_an_empty_mail_arrives(listener: Listener, mailbox: Mailbox) -> None:
    with socket.create_connection(("127.0.0.1", listener.port)) as raw:
        raw.sendall(b"LHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<" + HERE.encode() + b">\r\nDATA\r\n.\r\nQUIT\r\n")
        said = b"".join(iter(lambda: raw.recv(4096), b""))
    assert b"250 2.0.0 Stored" in said
    assert said.rstrip().splitlines()[-1].startswith(b"221")
    assert stored() == b""


def test_mails_sent_in_one_go_are_told_apart(listener: Listener, mailbox: Mailbox) -> None:
    one = b"MAIL FROM:<a@b.example>\r\nRCPT TO:<" + HERE.encode() + b">\r\nDATA\r\n"
    mails = b"".join(
        one + mail(f"{number}\n.", message_id=f"{number}@x").replace(b"\r\n.", b"\r\n..") + b".\r\n"
        for number in range(5)
    )
    with socket.create_connection(("127.0.0.1", listener.port)) as raw:
        raw.sendall(b"LHLO x\r\n" + mails + b"QUIT\r\n")
        said = b"".join(iter(lambda: raw.recv(4096), b""))
    assert said.count(b"250 2.0.0 Stored") == 5
    assert set(Received.objects.values_list("message_id", flat=True)) == {f"{number}@x" for number in range(5)}


def test_a_mail_over_the_limit_is_refused_for_good(listener: Listener, mailbox: Mailbox, settings: Settings) -> None:
    settings.MAX_MAIL_BYTES = 300_000
    with lmtp(listener) as client:
        client.ehlo_or_helo_if_needed()
        assert client.docmd("MAIL FROM:<a@example.com> SIZE=400000")[0] == 552
        client.docmd("MAIL FROM:<a@example.com>")
        client.docmd(f"RCPT TO:<{HERE}>")
        client.docmd("DATA")
        client.send(mail("x" * 70 + "\n") * 4000 + b".\r\n")
        assert client.getreply()[0] == 552
        assert client.sendmail("a@example.com", [HERE], mail()) == {}
    assert stored() == mail()


def test_without_its_table_the_database_is_away_and_the_sender_keeps_the_mail(
    listener: Listener, mailbox: Mailbox
) -> None:
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE channels_received RENAME TO channels_received_away")
    try:
        with lmtp(listener) as client, pytest.raises(smtplib.SMTPDataError) as refused:
            client.sendmail("a@example.com", [HERE], mail())
        assert refused.value.smtp_code == 451
    finally:
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE channels_received_away RENAME TO channels_received")
    with lmtp(listener) as client:
        assert client.sendmail("a@example.com", [HERE], mail()) == {}
    assert Received.objects.count() == 1


def test_a_connection_that_breaks_in_the_middle_leaves_nothing(listener: Listener, mailbox: Mailbox) -> None:
    with socket.create_connection(("127.0.0.1", listener.port)) as raw:
        raw.sendall(b"LHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<" + HERE.encode() + b">\r\nDATA\r\nSubject: half")
    with lmtp(listener) as client:
        client.sendmail("a@example.com", [HERE], mail())
    assert Received.objects.count() == 1


def test_many_senders_at_once_lose_and_double_nothing(listener: Listener, mailbox: Mailbox) -> None:
    def send(sender: int) -> None:
        with lmtp(listener) as client:
            for number in range(10):
                client.sendmail("a@example.com", [HERE], mail(message_id=f"{sender}-{number % 8}@x"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(8)))
    assert Received.objects.count() == 64
