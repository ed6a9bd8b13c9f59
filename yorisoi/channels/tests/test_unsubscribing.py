"""Leaving a brand's campaigns: the headers, the page, and what follows."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from uuid import UUID

import dkim
import pytest
from django.test import Client

from yorisoi.channels import public
from yorisoi.channels.actions import deliver
from yorisoi.channels.contracts import NoRecipient, Subscription, UnknownMessage
from yorisoi.channels.email.actions import make_signing_key, sign_with_key
from yorisoi.channels.email.signing_key import state_of
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.events import AddressUnsubscribed
from yorisoi.channels.models import Mailbox, Outbound, Unsubscription
from yorisoi.channels.tokens import token, unsubscribe_token
from yorisoi.kernel import audit, events
from yorisoi.kernel.ids import uuid7
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand

pytestmark = pytest.mark.django_db

ADDRESS = "Yamada@example.com"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def told() -> Iterator[list[AddressUnsubscribed]]:
    heard: list[AddressUnsubscribed] = []
    events.subscribe(AddressUnsubscribed)(heard.append)
    yield heard
    events._subscribers[AddressUnsubscribed].remove(heard.append)


def campaign(mailbox: Mailbox, *to: str) -> UUID:
    return public.send(
        brand_id=mailbox.brand_id,
        mailbox_id=mailbox.pk,
        to=to or (ADDRESS,),
        subject="秋の新商品のお知らせ",
        text="新商品です。",
        unsubscribable=True,
    )


def path_of(outbound_id: UUID) -> str:
    return f"/unsubscribe/{unsubscribe_token(outbound_id)}/"


def state(outbound_id: UUID) -> str:
    return str(Outbound.objects.get(pk=outbound_id).state)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    each = Receiver()
    each.start()
    yield each
    each.stop()


def test_the_headers_are_those_of_rfc_8058_and_signed(mailbox: Mailbox, receiver: Receiver) -> None:
    mailbox.config["smtp"] = {"host": "127.0.0.1", "port": receiver.port, "security": "none"}
    mailbox.save()
    make_signing_key(actor=SYSTEM, mailbox_id=mailbox.pk)
    sign_with_key(actor=SYSTEM, mailbox_id=mailbox.pk, on=True)
    mailbox.refresh_from_db()
    outbound_id = campaign(mailbox)
    deliver(mailbox_id=mailbox.pk)
    content = receiver.taken[0].content
    message = message_from_bytes(content, policy=policy.default)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<http://localhost:8000(/unsubscribe/\S+/)>", str(message["List-Unsubscribe"]))
    assert found is not None
    assert found[1] == path_of(outbound_id)
    signed = str(message["DKIM-Signature"]).lower().replace(" ", "")
    assert ":list-unsubscribe:list-unsubscribe-post" in signed
    key = state_of(mailbox)
    assert key is not None
    assert dkim.verify(content, dnsfunc=lambda *_name, **_how: key.value.encode())
    assert Client().post(found[1], ONE_CLICK).status_code == 200
    assert public.unsubscribed(mailbox.brand_id, [ADDRESS]) == {"yamada@example.com"}


def test_other_messages_carry_no_such_headers(mailbox: Mailbox, receiver: Receiver) -> None:
    mailbox.config["smtp"] = {"host": "127.0.0.1", "port": receiver.port, "security": "none"}
    mailbox.save()
    ours = public.send(brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=[ADDRESS], subject="x", text="x")
    deliver(mailbox_id=mailbox.pk)
    assert b"List-Unsubscribe" not in receiver.taken[0].content
    assert Client().post(path_of(ours), ONE_CLICK).status_code == 404
    assert not Unsubscription.objects.exists()


def test_one_press_is_enough_and_a_second_changes_nothing(mailbox: Mailbox, told: list[AddressUnsubscribed]) -> None:
    outbound_id = campaign(mailbox)
    client = Client(enforce_csrf_checks=True)  # mail programs have no token of ours
    for _time in range(2):
        answer = client.post(path_of(outbound_id), ONE_CLICK)
        assert answer.status_code == 200
        assert not answer.cookies
    assert "配信を停止しました" in answer.content.decode()
    row = Unsubscription.objects.get()
    assert told == [AddressUnsubscribed(row.pk)]
    assert public.subscription(row.pk) == Subscription(mailbox.brand_id, "yamada@example.com", unsubscribed=True)
    assert "unsubscribed" in [line.verb for line in public.outbound_log(outbound_id)]
    assert [entry.verb for entry in audit.entries("outbound", outbound_id)][-1] == "channels.unsubscribe"


def test_looking_changes_nothing(mailbox: Mailbox) -> None:
    outbound_id = campaign(mailbox)
    for _time in range(2):
        shown = Client().get(path_of(outbound_id))
        assert (shown.status_code, ADDRESS in shown.content.decode()) == (200, True)
    assert Client().put(path_of(outbound_id)).status_code == 405
    assert not Unsubscription.objects.exists()


def test_tokens_that_we_never_made_open_nothing(mailbox: Mailbox) -> None:
    outbound_id = campaign(mailbox)
    genuine = unsubscribe_token(outbound_id)
    for forged in (token(outbound_id), genuine[:-1] + "x", unsubscribe_token(uuid7()), genuine.partition(".")[0], "x"):
        assert Client().get(f"/unsubscribe/{forged}/").status_code == 404
        assert Client().post(f"/unsubscribe/{forged}/", ONE_CLICK).status_code == 404
    assert not Unsubscription.objects.exists()


def test_who_left_gets_answers_and_no_campaigns_until_they_ask(
    mailbox: Mailbox, other_mailbox: Mailbox, other_brand: Brand
) -> None:
    Client().post(path_of(campaign(mailbox)), ONE_CLICK)
    held_back = campaign(mailbox)
    assert (state(held_back), public.suppressed(held_back)) == ("cancelled", "unsubscribed")
    answer = public.send(brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=[ADDRESS], subject="Re", text="x")
    assert state(answer) == "queued"
    assert state(campaign(other_mailbox)) == "queued"
    assert public.unsubscribed(other_brand.pk, [ADDRESS]) == set()
    row = Unsubscription.objects.get()
    assert public.subscribe_again(mailbox.brand_id, ADDRESS, actor=SYSTEM)
    assert not public.subscribe_again(mailbox.brand_id, ADDRESS, actor=SYSTEM)
    assert state(campaign(mailbox)) == "queued"
    with pytest.raises(UnknownMessage):
        public.subscription(row.pk)


def test_a_link_is_for_one_recipient(mailbox: Mailbox) -> None:
    with pytest.raises(NoRecipient):
        campaign(mailbox, "a@example.com", "b@example.com")
    assert not Outbound.objects.exists()
