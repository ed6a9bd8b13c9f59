"""/settings/mailboxes/"""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from yorisoi.channels.email.account import NotSetUp, imap_of, sealed, secrets_of
from yorisoi.channels.email.tests.dovecot import PASSWORD, Dovecot
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.models import Mailbox
from yorisoi.channels.testing import arrive, mail, make_mailbox
from yorisoi.kernel import audit
from yorisoi.workspace.testing import Brand, Staff, client_of

pytestmark = pytest.mark.django_db

LIST = "/settings/mailboxes/"


def page(mailbox: Mailbox, name: str = "mailbox") -> str:
    return reverse(f"channels:{name}", kwargs={"mailbox_id": mailbox.pk})


def filled(brand: Brand, **changes: Any) -> dict[str, Any]:
    """A whole form, as a browser sends it."""
    values = {
        "brand_id": str(brand.pk),
        "name": "サポート",
        "address": "Help@Sakura.example",
        "display_name": "さくら便",
        "aliases": "info@sakura.example, 2nd@sakura.example",
        "active": "on",
        "incoming": "imap",
        "imap_host": "imap.sakura.example",
        "imap_port": "993",
        "imap_security": "tls",
        "imap_user": "help",
        "imap_password": "himitsu",
        "folders": "INBOX, VIP",
        "after": "seen",
        "smtp_host": "smtp.sakura.example",
        "smtp_port": "587",
        "smtp_security": "starttls",
        "smtp_user": "",
        "automatic_limit": "10",
        "sign_in": "password",
        "verify": "on",
        "grant": "refresh_token",
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def test_the_list_four_ways(
    mailbox: Mailbox, other_mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff
) -> None:
    answer = client_of(sato).get(LIST)
    assert answer.status_code == 200
    assert mailbox.address in answer.content.decode()
    assert other_mailbox.address not in answer.content.decode()
    assert client_of(suzuki).get(LIST).status_code == 403
    assert client_of(tanaka).get(LIST).status_code == 403
    assert client_of(sato).put(LIST).status_code == 405
    assert Client().get(LIST).status_code in {302, 403}


def test_a_mailbox_four_ways(
    mailbox: Mailbox, other_mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff
) -> None:
    for name in ("mailbox", "trials"):
        methods = ("get", "post") if name == "mailbox" else ("post",)
        for method in methods:
            assert getattr(client_of(suzuki), method)(page(mailbox, name)).status_code == 403
            assert getattr(client_of(tanaka), method)(page(mailbox, name)).status_code == 404
            assert getattr(client_of(sato), method)(page(other_mailbox, name)).status_code == 404
    assert client_of(sato).get(page(mailbox)).status_code == 200
    assert client_of(sato).get(page(mailbox, "trials")).status_code == 405
    assert client_of(sato).put(page(mailbox)).status_code == 405
    assert client_of(suzuki).get(reverse("channels:mailbox-new")).status_code == 403
    assert client_of(sato).get(reverse("channels:mailbox-new")).status_code == 200
    assert client_of(sato).post(reverse("channels:mailbox-new")).status_code == 405


def test_the_list_asks_little(brand: Brand, sato: Staff, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(20):
        make_mailbox(brand, f"m{number}@sakura.example")
    client = client_of(sato)
    client.get(LIST)
    with django_assert_max_num_queries(8):
        client.get(LIST)


def test_a_mailbox_is_added_with_its_secret_sealed(brand: Brand, sato: Staff) -> None:
    assert client_of(sato).post(LIST, filled(brand)).status_code == 302
    mailbox = Mailbox.objects.get()
    assert (mailbox.address, mailbox.brand, mailbox.display_name) == ("help@sakura.example", brand, "さくら便")
    assert mailbox.config["aliases"] == ["info@sakura.example", "2nd@sakura.example"]
    imap = imap_of(mailbox)
    assert (imap.server.host, imap.server.password, imap.folders, imap.after) == (
        "imap.sakura.example",
        "himitsu",
        ("INBOX", "VIP"),
        "seen",
    )
    assert "himitsu" not in mailbox.secret
    assert "himitsu" not in client_of(sato).get(page(mailbox)).content.decode()
    [entry] = audit.entries("mailbox", mailbox.pk)
    assert entry.verb == "channels.mailbox.create"
    assert "himitsu" not in json.dumps(entry.data)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"imap_host": ""}, "imap_host"),
        ({"imap_port": "0"}, "imap_port"),
        ({"address": "help"}, "address"),
        ({"after": "move"}, "move_to"),
        ({"sign_in": "oauth2", "token_url": "http://x", "client_id": "x"}, "token_url"),
        ({"incoming": "pigeon"}, "incoming"),
    ],
)
def test_what_is_wrong_stands_at_its_field(brand: Brand, sato: Staff, changes: dict[str, str], field: str) -> None:
    answer = client_of(sato).post(LIST, filled(brand, **changes))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert Mailbox.objects.count() == 0


def test_an_address_belongs_to_one_mailbox(mailbox: Mailbox, brand: Brand, sato: Staff) -> None:
    answer = client_of(sato).post(LIST, filled(brand, address=mailbox.address.upper()))
    assert answer.status_code == 422
    assert Mailbox.objects.count() == 1


def test_nobody_adds_a_mailbox_to_another_brand(brand: Brand, other_brand: Brand, sato: Staff) -> None:
    assert client_of(sato).post(LIST, filled(other_brand)).status_code == 422
    assert Mailbox.objects.count() == 0


def stored(brand: Brand, sato: Staff) -> Mailbox:
    client_of(sato).post(LIST, filled(brand))
    return Mailbox.objects.get()


def test_an_empty_password_keeps_the_stored_one(brand: Brand, sato: Staff) -> None:
    mailbox = stored(brand, sato)
    answer = client_of(sato).post(page(mailbox), filled(brand, imap_password="", name="新しい名前"))
    assert answer.status_code == 302
    mailbox.refresh_from_db()
    assert (mailbox.name, secrets_of(mailbox)) == ("新しい名前", {"imap_password": "himitsu"})
    assert list(audit.entries("mailbox", mailbox.pk))[-1].data == {"changed": ["name"]}


def test_a_stored_password_never_goes_to_another_server(brand: Brand, sato: Staff) -> None:
    mailbox = stored(brand, sato)
    elsewhere = filled(brand, imap_password="", imap_host="imap.evil.example")
    assert client_of(sato).post(page(mailbox), elsewhere).status_code == 422
    mailbox.refresh_from_db()
    assert imap_of(mailbox).server.host == "imap.sakura.example"


def test_another_account_is_read_from_its_beginning(brand: Brand, sato: Staff) -> None:
    mailbox = stored(brand, sato)
    Mailbox.objects.update(state={"folders": {"INBOX": {"validity": 1, "last_uid": 9}}})
    client_of(sato).post(page(mailbox), filled(brand, folders="INBOX"))
    mailbox.refresh_from_db()
    assert mailbox.state["folders"]
    client_of(sato).post(page(mailbox), filled(brand, imap_user="other"))
    mailbox.refresh_from_db()
    assert mailbox.state == {}


def test_oauth2_is_a_matter_of_settings(brand: Brand, sato: Staff) -> None:
    values = {
        "sign_in": "oauth2",
        "token_url": "https://oauth2.example/token",
        "client_id": "yorisoi",
        "client_secret": "s3cret",
        "refresh_token": "r3fresh",
        "imap_password": "",
    }
    assert client_of(sato).post(LIST, filled(brand, **values)).status_code == 302
    oauth2 = imap_of(Mailbox.objects.get()).server.oauth2
    assert oauth2 is not None
    assert (oauth2.client_secret, oauth2.refresh_token, oauth2.grant) == ("s3cret", "r3fresh", "refresh_token")


def test_an_unused_mailbox_may_be_removed_a_used_one_not(
    mailbox: Mailbox, brand: Brand, sato: Staff, tanaka: Staff
) -> None:
    arrive(mailbox, mail())
    unused = make_mailbox(brand, "unused@sakura.example")
    assert client_of(tanaka).delete(page(unused)).status_code == 404
    assert client_of(sato).delete(page(unused)).headers["HX-Redirect"] == LIST
    answer = client_of(sato).delete(page(mailbox))
    assert "toast" in answer.headers["HX-Trigger"]
    assert list(Mailbox.objects.all()) == [mailbox]


def test_messages_that_were_stepped_over_are_shown(mailbox: Mailbox, sato: Staff) -> None:
    trouble = {"7": {"attempts": 3, "text": "SERVERBUG", "at": "2026-11-22T00:00:00+00:00", "over": True}}
    mailbox.state = {"folders": {"INBOX": {"validity": 1, "last_uid": 9, "trouble": trouble}}}
    mailbox.save()
    assert "SERVERBUG" in client_of(sato).get(page(mailbox)).content.decode()


def try_it(mailbox: Mailbox, staff: Staff) -> str:
    answer = client_of(staff).post(page(mailbox, "trials"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_connections_in_order_are_told(brand: Brand, sato: Staff, dovecot: Dovecot, receiver: Receiver) -> None:
    server = {"host": "127.0.0.1", "port": dovecot.port, "security": "none", "user": "trial"}
    mailbox = make_mailbox(
        brand,
        "trial@sakura.example",
        config={"incoming": "imap", "imap": server, "smtp": {**server, "port": receiver.port, "user": ""}},
        secret=sealed({"imap_password": PASSWORD}),
    )
    assert try_it(mailbox, sato).count("callout--positive") == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"user": "x"}, "パスワード"),
        ({"port": 1}, "ポート"),
        ({"host": "nowhere.invalid"}, "サーバー"),
        ({"security": "tls"}, "暗号"),
    ],
)
def test_connections_out_of_order_are_explained(
    brand: Brand, sato: Staff, dovecot: Dovecot, change: dict[str, Any], said: str
) -> None:
    server = {"host": "127.0.0.1", "port": dovecot.port, "security": "none", "user": "trial", **change}
    secret = sealed({"imap_password": "wrong"})
    mailbox = make_mailbox(brand, "t@sakura.example", config={"incoming": "imap", "imap": server}, secret=secret)
    page = try_it(mailbox, sato)
    assert "callout--danger" in page
    assert said in page


def test_a_secret_sealed_with_another_key_is_asked_for_again(brand: Brand, sato: Staff, settings: Settings) -> None:
    mailbox = stored(brand, sato)
    settings.SECRET_KEY = "another key altogether, as long as it needs to be"
    with pytest.raises(NotSetUp):
        imap_of(mailbox)
