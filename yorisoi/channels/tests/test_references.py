"""Threading: which earlier messages a message answers, and whether its sender had part in them."""

from uuid import UUID

import pytest

from yorisoi.channels import public
from yorisoi.channels.contracts import OutboundState, RecipientState, Reference
from yorisoi.channels.events import DeliveryFailed
from yorisoi.channels.models import BadAddress, Mailbox, Outbound
from yorisoi.channels.testing import arrive, mail
from yorisoi.channels.tokens import token
from yorisoi.kernel import events

pytestmark = pytest.mark.django_db

YAMADA = "yamada@example.com"


def sent(mailbox: Mailbox, to: str = YAMADA) -> Outbound:
    outbound_id = public.send(
        brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=[to], subject="件名", text="お調べします。"
    )
    return Outbound.objects.get(pk=outbound_id)


def received(mailbox: Mailbox, *headers: str, message_id: str = "m1@x", **fields: str) -> UUID:
    received_id = arrive(mailbox, mail(headers=headers, message_id=message_id, **fields))
    public.received(received_id)
    return received_id


def references(received_id: UUID) -> tuple[Reference, ...]:
    return public.received(received_id).references


def test_an_answer_to_our_message_is_known_by_its_signed_id(mailbox: Mailbox) -> None:
    ours = sent(mailbox)
    answer = received(mailbox, f"In-Reply-To: <{ours.message_id}>")
    assert references(answer) == (Reference("outbound", ours.pk, "token", sender_took_part=True),)


def test_letter_case_may_be_lost_on_the_way(mailbox: Mailbox) -> None:
    ours = sent(mailbox)
    answer = received(mailbox, f"References: <{ours.message_id.upper()}>")
    assert references(answer) == (Reference("outbound", ours.pk, "token", sender_took_part=True),)


def test_a_stranger_who_quotes_our_message_is_told_apart(mailbox: Mailbox) -> None:
    ours = sent(mailbox)
    answer = received(mailbox, f"In-Reply-To: <{ours.message_id}>", sender="mallory@evil.example")
    assert references(answer) == (Reference("outbound", ours.pk, "token", sender_took_part=False),)


def test_a_forged_token_counts_for_nothing(mailbox: Mailbox) -> None:
    ours = sent(mailbox)
    genuine = token(ours.pk)
    forged = genuine[:-1] + ("a" if genuine[-1] != "a" else "b")
    assert references(received(mailbox, f"In-Reply-To: <{forged}@sakura.example>")) == ()


@pytest.mark.parametrize("where", ["To", "Cc", "Delivered-To", "X-Original-To"])
def test_the_reply_address_names_the_message(mailbox: Mailbox, where: str) -> None:
    ours = sent(mailbox)
    answer = received(mailbox, f"{where}: support+{token(ours.pk)}@sakura.example")
    assert references(answer) == (Reference("outbound", ours.pk, "token", sender_took_part=True),)


def test_the_envelope_names_the_message_when_the_headers_do_not(mailbox: Mailbox) -> None:
    ours = sent(mailbox)
    address = f"support+{token(ours.pk)}@sakura.example"
    answer = arrive(mailbox, mail(), envelope={"recipient": address, "sender": YAMADA})
    assert references(answer) == (Reference("outbound", ours.pk, "token", sender_took_part=True),)


def test_the_marker_in_the_body_names_the_message(mailbox: Mailbox) -> None:
    ours = sent(mailbox)
    answer = received(mailbox, text=f"はい。\n\n> お調べします。\n> [ref:{token(ours.pk)}]")
    assert [each.id for each in references(answer)] == [ours.pk]


def test_headers_lead_to_messages_that_came_in_newest_first(mailbox: Mailbox) -> None:
    first = received(mailbox, message_id="1@x")
    second = received(mailbox, "In-Reply-To: <1@x>", message_id="2@x")
    third = received(mailbox, "References: <1@x> <2@x>", "In-Reply-To: <2@x>", message_id="3@x")
    assert references(third) == (
        Reference("received", second, "header", sender_took_part=True),
        Reference("received", first, "header", sender_took_part=True),
    )


def test_tokens_come_before_headers(mailbox: Mailbox) -> None:
    ours = sent(mailbox)
    first = received(mailbox, message_id="1@x")
    answer = received(mailbox, f"References: <{ours.message_id}> <1@x>", "In-Reply-To: <1@x>", message_id="2@x")
    assert [(each.id, each.by) for each in references(answer)] == [(ours.pk, "token"), (first, "header")]


def test_another_brands_messages_are_never_found(mailbox: Mailbox, other_mailbox: Mailbox) -> None:
    theirs = sent(other_mailbox)
    received(other_mailbox, message_id="1@x")
    answer = received(mailbox, f"References: <1@x> <{theirs.message_id}>", message_id="2@x")
    assert references(answer) == ()


def test_a_mail_never_answers_itself(mailbox: Mailbox) -> None:
    assert references(received(mailbox, "References: <m1@x>", "In-Reply-To: <m1@x>")) == ()


def bounce(message_id: str, address: str = YAMADA, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A delivery report after RFC 3464 that quotes the header of the message that failed."""
    return "\r\n".join(
        [
            "From: MAILER-DAEMON@mx.example",
            "To: support@sakura.example",
            "Subject: Undelivered Mail Returned to Sender",
            "Message-ID: <bounce@mx.example>",
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain",
            "",
            "I'm sorry.",
            "--b",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.example",
            "",
            f"Final-Recipient: rfc822; {address}",
            f"Action: {action}",
            f"Status: {status}",
            "Diagnostic-Code: smtp; 550 no such user",
            "--b",
            "Content-Type: message/rfc822",
            "",
            "From: support@sakura.example",
            f"To: {address}",
            f"Message-ID: <{message_id}>",
            "Subject: x",
            "",
            "x",
            "--b--",
            "",
        ]
    ).encode()


def test_a_bounce_is_told_on_the_message_that_failed(mailbox: Mailbox) -> None:
    told: list[object] = []
    events.subscribe(DeliveryFailed)(told.append)
    ours = sent(mailbox)
    Outbound.objects.update(state="sent")
    message = public.received(arrive(mailbox, bounce(ours.message_id)))
    events._subscribers[DeliveryFailed].remove(told.append)
    assert message.automatic == "bounce_permanent"
    assert [each.id for each in message.references] == [ours.pk]
    assert [(each.address, each.permanent) for each in message.bounced] == [(YAMADA, True)]
    delivery = public.delivery([ours.pk])[ours.pk]
    assert (delivery.state, delivery.recipients[0].state) == (OutboundState.SENT, RecipientState.BOUNCED)
    assert told == [DeliveryFailed(ours.pk, permanent=True)]
    assert list(BadAddress.objects.values_list("address", "reason")) == [(YAMADA, "bounced")]
    assert public.outbound_log(ours.pk)[-1].verb == "bounced"


def test_a_delay_is_only_noted(mailbox: Mailbox) -> None:
    ours = sent(mailbox)
    message = public.received(arrive(mailbox, bounce(ours.message_id, action="delayed", status="4.4.1")))
    assert message.automatic == "bounce_delayed"
    assert public.delivery([ours.pk])[ours.pk].recipients[0].state is RecipientState.PENDING
    assert not BadAddress.objects.exists()
    assert public.outbound_log(ours.pk)[-1].verb == "delayed"
