"""/settings/outbox/"""

from uuid import UUID

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels import public
from yorisoi.channels.models import Mailbox, Outbound
from yorisoi.channels.offers import may_hear_outbox
from yorisoi.workspace.testing import Staff, client_of

pytestmark = pytest.mark.django_db

LIST = "/settings/outbox/"


def queued(mailbox: Mailbox, subject: str = "件名", **fields: object) -> UUID:
    outbound_id = public.send(
        brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=["yamada@example.com"], subject=subject, text="本文"
    )
    Outbound.objects.filter(pk=outbound_id).update(**fields)
    return outbound_id


def page(outbound_id: UUID, name: str = "outbound") -> str:
    return reverse(f"channels:{name}", kwargs={"outbound_id": outbound_id})


def test_the_list_four_ways(
    mailbox: Mailbox, other_mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff
) -> None:
    queued(mailbox, "私たちの")
    queued(other_mailbox, "よその")
    text = client_of(sato).get(LIST).content.decode()
    assert "私たちの" in text
    assert "よその" not in text
    assert client_of(suzuki).get(LIST).status_code == 403
    assert client_of(tanaka).get(LIST).status_code == 403
    assert client_of(sato).post(LIST).status_code == 405


def test_each_view_shows_its_states_and_the_servers_words(mailbox: Mailbox, sato: Staff) -> None:
    queued(mailbox, "待っている")
    queued(mailbox, "だめだった", state="failed", last_code=550, last_text="no such user")
    waiting = client_of(sato).get(LIST).content.decode()
    failed = client_of(sato).get(LIST, {"view": "failed"}).content.decode()
    assert "待っている" in waiting
    assert "だめだった" not in waiting
    assert "550 no such user" in failed
    assert client_of(sato).get(LIST, {"view": "sent"}).status_code == 200
    assert client_of(sato).get(LIST, {"view": "nonsense", "after": "x"}).status_code == 200


def test_pages_go_on_by_key(
    mailbox: Mailbox, sato: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        queued(mailbox, f"件名{number}番")
    client = client_of(sato)
    first = client.get(LIST).content.decode()
    assert "件名59番" in first
    assert "件名9番" not in first
    after = Outbound.objects.order_by("-pk")[49].pk
    assert f"after={after}" in first
    with django_assert_max_num_queries(9):
        second = client.get(LIST, {"after": str(after)}).content.decode()
    assert "件名9番" in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("name", ["outbound", "attempts", "cancellation"])
def test_a_message_four_ways(
    mailbox: Mailbox, other_mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff, name: str
) -> None:
    ours, theirs = queued(mailbox), queued(other_mailbox)
    method, wrong, good = ("get", "post", 200) if name == "outbound" else ("post", "get", 302)
    assert getattr(client_of(suzuki), method)(page(ours, name)).status_code == 403
    assert getattr(client_of(tanaka), method)(page(ours, name)).status_code == 404
    assert getattr(client_of(sato), method)(page(theirs, name)).status_code == 404
    assert getattr(client_of(sato), wrong)(page(ours, name)).status_code == 405
    assert Outbound.objects.get(pk=ours).state == "queued"
    assert getattr(client_of(sato), method)(page(ours, name)).status_code == good


def test_a_message_shows_each_recipient_and_its_log(mailbox: Mailbox, sato: Staff) -> None:
    text = client_of(sato).get(page(queued(mailbox))).content.decode()
    assert "yamada@example.com" in text
    assert "送信トレイに入れました" in text


def test_cancelling_and_trying_again(mailbox: Mailbox, sato: Staff) -> None:
    outbound_id = queued(mailbox)
    client_of(sato).post(page(outbound_id, "cancellation"))
    assert Outbound.objects.get().state == "cancelled"
    Outbound.objects.update(state="failed")
    client_of(sato).post(page(outbound_id, "attempts"))
    assert Outbound.objects.get().state == "queued"


def test_who_may_hear_the_outbox(mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    topic = f"outbox:{mailbox.brand_id}"
    assert may_hear_outbox(str(sato.user_id), topic)
    assert not may_hear_outbox(str(suzuki.user_id), topic)
    assert not may_hear_outbox(str(tanaka.user_id), topic)
    assert not may_hear_outbox(str(sato.user_id), "outbox:nonsense")
