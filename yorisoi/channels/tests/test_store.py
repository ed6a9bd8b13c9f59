"""Storing what arrives: once, whole, and before anything else."""

from collections.abc import Iterator

import pytest

from yorisoi.channels.actions import Arrival, store_all
from yorisoi.channels.email.envelope import peek
from yorisoi.channels.events import MessageReceived
from yorisoi.channels.models import DeliveryEvent, Mailbox, MessageKey, Received
from yorisoi.channels.testing import arrive, mail
from yorisoi.channels.tokens import digest, token
from yorisoi.kernel import events, files
from yorisoi.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[object]]:
    """Every MessageReceived while the test runs."""
    told: list[object] = []
    events.subscribe(MessageReceived)(told.append)
    yield told
    events._subscribers[MessageReceived].remove(told.append)


def test_the_raw_bytes_are_kept_as_they_came(mailbox: Mailbox) -> None:
    raw = mail("一行目\n二行目")
    row = Received.objects.get(pk=arrive(mailbox, raw))
    with files.open(row.file_id) as file:
        assert file.read() == raw
    assert (row.message_id, row.size, row.via, row.state) == ("m1@example.com", len(raw), "lmtp", "stored")
    assert MessageKey.objects.get().digest == digest("<m1@example.com>")


def test_the_same_mail_twice_is_one_message_and_told_once(mailbox: Mailbox, heard: list[object]) -> None:
    first = arrive(mailbox, mail())
    again = arrive(mailbox, mail(headers=["Received: from elsewhere"]))
    assert first == again
    assert heard == [MessageReceived(first)]
    assert DeliveryEvent.objects.get(received_id=first).verb == "repeated"


def test_one_message_id_with_another_body_is_another_message_flagged(mailbox: Mailbox, heard: list[object]) -> None:
    first = arrive(mailbox, mail("請求書 1"))
    second = arrive(mailbox, mail("請求書 2"))
    assert first != second
    assert len(heard) == 2
    assert Received.objects.get(pk=first).flags == []
    assert Received.objects.get(pk=second).flags == ["same_id_other_body"]


def test_line_ends_and_empty_lines_at_the_end_make_no_other_body() -> None:
    raw = mail("a\nb")
    assert peek(raw) == peek(raw.replace(b"\r\n", b"\n")) == peek(raw + b"\r\n\r\n")


def test_the_same_mail_to_two_mailboxes_is_one_message_in_each(mailbox: Mailbox, other_mailbox: Mailbox) -> None:
    assert arrive(mailbox, mail()) != arrive(other_mailbox, mail())


def test_a_mail_without_message_id_gets_the_same_one_each_time(mailbox: Mailbox) -> None:
    assert arrive(mailbox, mail(message_id="")) == arrive(mailbox, mail(message_id=""))
    assert Received.objects.get().message_id.endswith("@made.yorisoi.invalid")


def test_the_same_mail_twice_in_one_batch_is_one_message(mailbox: Mailbox) -> None:
    raw = mail()
    peeked = peek(raw)
    each = Arrival(mailbox.pk, mailbox.brand_id, "email", raw, peeked.message_id, peeked.body_digest, "import")
    stored = store_all([each, each])
    assert [one.new for one in stored] == [True, False]
    assert Received.objects.count() == 1


def test_our_own_message_that_comes_back_is_known(mailbox: Mailbox) -> None:
    ours = arrive(mailbox, mail(message_id=f"{token(uuid7())}@sakura.example"))
    forged = arrive(mailbox, mail(message_id=f"y{'a' * 39}@sakura.example"))
    assert Received.objects.get(pk=ours).flags == ["own_mail"]
    assert Received.objects.get(pk=forged).flags == []


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"\x00\xff\xfe", b"Message-ID: <>\n\nx", b"no header at all"])
def test_whatever_arrives_is_stored(mailbox: Mailbox, raw: bytes) -> None:
    row = Received.objects.get(pk=arrive(mailbox, raw))
    assert row.message_id
    with files.open(row.file_id) as file:
        assert file.read() == raw
