"""Putting messages into the outbox."""

from typing import Any
from uuid import UUID

import pytest

from yorisoi.channels import public
from yorisoi.channels.contracts import MailboxUnusable, NoRecipient, Party, Reference
from yorisoi.channels.models import Mailbox, Outbound
from yorisoi.channels.testing import arrive, mail
from yorisoi.kernel import audit
from yorisoi.kernel.models import Job
from yorisoi.workspace.testing import Staff, actor

pytestmark = pytest.mark.django_db


def send(mailbox: Mailbox, **fields: Any) -> Outbound:
    values: dict[str, Any] = {"to": ["yamada@example.com"], "subject": "件名", "text": "本文", **fields}
    outbound_id: UUID = public.send(brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, **values)
    return Outbound.objects.get(pk=outbound_id)


def test_row_job_and_audit_come_together(mailbox: Mailbox, suzuki: Staff) -> None:
    row = send(mailbox, actor=actor(suzuki))
    assert row.state == "queued"
    assert Job.objects.filter(name="channels.deliver", kwargs={"outbound_id": str(row.pk)}).count() == 1
    [entry] = audit.entries("outbound", row.pk)
    assert (entry.verb, entry.actor_id, entry.brand_id) == ("channels.send", suzuki.pk, mailbox.brand_id)


def test_an_answer_carries_the_whole_thread(mailbox: Mailbox) -> None:
    first = arrive(mailbox, mail(message_id="1@x", headers=["References: <0@x> <00@x>"]))
    public.received(first)
    ours = send(mailbox, reply_to_received=first)
    assert (ours.in_reply_to, ours.references) == ("1@x", ["0@x", "00@x", "1@x"])
    second = arrive(mailbox, mail(message_id="2@x", headers=[f"In-Reply-To: <{ours.message_id}>"]))
    public.received(second)
    again = send(mailbox, reply_to_received=second)
    assert (again.in_reply_to, again.references) == ("2@x", [ours.message_id, "2@x"])


def test_without_a_message_to_answer_the_thread_goes_on_from_the_newest(mailbox: Mailbox) -> None:
    first = arrive(mailbox, mail(message_id="1@x"))
    ours = send(mailbox, reply_to_received=first)
    thread = [Reference("outbound", ours.pk, "header", True), Reference("received", first, "header", True)]
    again = send(mailbox, references=thread)
    assert (again.in_reply_to, again.references) == (ours.message_id, ["1@x", ours.message_id])


def test_a_long_thread_is_cut_in_the_middle(mailbox: Mailbox) -> None:
    named = " ".join(f"<{number}@x>" for number in range(100))
    first = arrive(mailbox, mail(headers=[f"References: {named}"], message_id="last@x"))
    public.received(first)
    row = send(mailbox, reply_to_received=first)
    assert row.references[:3] == ["0@x", "1@x", "2@x"]
    assert row.references[-2:] == ["99@x", "last@x"]
    assert len(row.references) == 30


def test_another_brands_mailbox_sends_nothing(mailbox: Mailbox, other_mailbox: Mailbox) -> None:
    with pytest.raises(MailboxUnusable):
        public.send(brand_id=mailbox.brand_id, mailbox_id=other_mailbox.pk, to=["a@example.com"], subject="x", text="x")


def test_a_mailbox_that_is_switched_off_sends_nothing(mailbox: Mailbox) -> None:
    mailbox.active = False
    mailbox.save()
    with pytest.raises(MailboxUnusable):
        send(mailbox)


@pytest.mark.parametrize(
    "address", ["", "yamada", "a@b@c", "a b@example.com", "a@example.com\nBcc: x@example.com", "@example.com", "a@"]
)
def test_what_is_no_address_is_refused(mailbox: Mailbox, address: str) -> None:
    with pytest.raises(NoRecipient):
        send(mailbox, to=[address])
    assert Outbound.objects.count() == 0


@pytest.mark.parametrize("address", ["a..b.@docomo.ne.jp", "o'neil+x@example.co.jp", "山田@例え.jp", "x@例え.jp"])
def test_odd_but_real_addresses_are_taken(mailbox: Mailbox, address: str) -> None:
    assert list(send(mailbox, to=[address]).recipients) == [address]


def test_each_address_is_written_to_once(mailbox: Mailbox) -> None:
    row = send(mailbox, to=[Party("a@example.com", "A")], cc=["A@example.com", "b@example.com"])
    assert list(row.recipients) == ["a@example.com", "b@example.com"]


def test_line_breaks_never_reach_a_header(mailbox: Mailbox) -> None:
    row = send(mailbox, subject="件名\r\nBcc: x@example.com", to=[Party("a@example.com", "A\nB")])
    assert row.subject == "件名 Bcc: x@example.com"
    assert row.to == [{"address": "a@example.com", "name": "A B"}]
