"""DKIM, verified by the library's own verifier; and the card of a mailbox's page."""

from typing import Any

import dkim
import pytest
from django.urls import reverse

from yorisoi.channels import public
from yorisoi.channels.actions import deliver
from yorisoi.channels.email import actions
from yorisoi.channels.email.account import secrets_of
from yorisoi.channels.email.signing_key import KeyState, state_of
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.email.tests.test_mailbox_pages import filled
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import files
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff, client_of

pytestmark = pytest.mark.django_db


def page(mailbox: Mailbox, name: str) -> str:
    return reverse(f"channels:{name}", kwargs={"mailbox_id": mailbox.pk})


@pytest.fixture
def signing(mailbox: Mailbox, receiver: Receiver) -> Mailbox:
    """A mailbox whose mail is signed."""
    mailbox.config["smtp"] = {"host": "127.0.0.1", "port": receiver.port, "security": "none"}
    mailbox.save()
    actions.make_signing_key(actor=SYSTEM, mailbox_id=mailbox.pk)
    actions.sign_with_key(actor=SYSTEM, mailbox_id=mailbox.pk, on=True)
    mailbox.refresh_from_db()
    return mailbox


def key_of(mailbox: Mailbox) -> KeyState:
    found = state_of(mailbox)
    assert found is not None
    return found


def sent(mailbox: Mailbox, receiver: Receiver, **fields: Any) -> bytes:
    fields = {
        "subject": "ご注文の件について、長い件名を折り返しても署名は変わりません",
        "text": "本文。\n.\n> 引用 \n",
        **fields,
    }
    public.send(brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=["yamada@example.com"], **fields)
    deliver(mailbox_id=mailbox.pk)
    return receiver.taken[-1].content


def verified(content: bytes, key: KeyState) -> bool:
    """As a receiving server would, with the record that the page shows."""
    asked = []

    def txt(name: bytes | str, timeout: int = 5) -> bytes:
        asked.append(name)
        return key.value.encode()

    good: bool = dkim.verify(content, dnsfunc=txt)
    assert [str(each, "ascii") if isinstance(each, bytes) else each for each in asked] == [f"{key.name}."]
    return good


def test_what_leaves_verifies_with_the_record_that_is_shown(signing: Mailbox, receiver: Receiver) -> None:
    attachment = files.store("添付".encode(), "a.txt").pk
    content = sent(signing, receiver, attachments=[attachment])
    assert content.startswith(b"DKIM-Signature: ")
    assert verified(content, key_of(signing))
    head = content.partition(b"\r\n\r\n")[0].replace(b"\r\n", b"").replace(b" ", b"").lower()
    assert b"d=sakura.example;" in head
    for name in (b"from", b"subject", b"message-id"):
        assert name in head.partition(b";h=")[2].partition(b";")[0].split(b":")
    changed = content.replace(b"To: yamada@example.com", b"To: other@example.com")
    assert changed != content
    assert not verified(changed, key_of(signing))
    second = b"\r\nFrom: evil@example.com\r\nMIME-Version"
    assert not verified(content.replace(b"\r\nMIME-Version", second, 1), key_of(signing))


def test_another_key_does_not_verify(signing: Mailbox, receiver: Receiver) -> None:
    content = sent(signing, receiver)
    before = key_of(signing)
    actions.make_signing_key(actor=SYSTEM, mailbox_id=signing.pk)
    signing.refresh_from_db()
    after = key_of(signing)
    assert (before.on, after.on) == (True, False)
    assert not verified(content, KeyState(before.name, after.value, on=True, fits=True))


@pytest.mark.parametrize("how", ["off", "other domain", "dropped"])
def test_nothing_is_signed_that_should_not_be(signing: Mailbox, receiver: Receiver, how: str) -> None:
    if how == "off":
        actions.sign_with_key(actor=SYSTEM, mailbox_id=signing.pk, on=False)
    elif how == "dropped":
        actions.drop_signing_key(actor=SYSTEM, mailbox_id=signing.pk)
    else:
        Mailbox.objects.update(address="support@other.example")
    assert b"DKIM-Signature" not in sent(signing, receiver)


def test_the_key_is_sealed_and_its_record_shown(mailbox: Mailbox, sato: Staff) -> None:
    client = client_of(sato)
    client.post(page(mailbox, "signing-key"))
    mailbox.refresh_from_db()
    key = key_of(mailbox)
    assert "PRIVATE KEY" in secrets_of(mailbox)["dkim_key"]
    assert "PRIVATE" not in mailbox.secret
    shown = client.get(page(mailbox, "mailbox")).content.decode()
    assert key.name in shown
    assert key.value.replace("+", "&#43;") in shown or key.value in shown
    assert "PRIVATE" not in shown
    assert "".join(piece for piece in key.quoted.split('"') if piece.strip()) == key.value
    client.post(page(mailbox, "signature"))
    mailbox.refresh_from_db()
    assert key_of(mailbox).on
    client.delete(page(mailbox, "signature"))
    mailbox.refresh_from_db()
    assert not key_of(mailbox).on
    client.delete(page(mailbox, "signing-key"))
    mailbox.refresh_from_db()
    assert state_of(mailbox) is None


def test_saving_the_settings_keeps_the_key(signing: Mailbox, brand: Brand, sato: Staff) -> None:
    before = key_of(signing)
    given = filled(brand, address=signing.address, incoming="lmtp", imap_password=None)
    assert client_of(sato).post(page(signing, "mailbox"), given).status_code == 302
    signing.refresh_from_db()
    assert key_of(signing) == before


@pytest.mark.parametrize("name", ["signing-key", "signature"])
def test_signing_four_ways(
    mailbox: Mailbox, other_mailbox: Mailbox, sato: Staff, suzuki: Staff, tanaka: Staff, name: str
) -> None:
    actions.make_signing_key(actor=SYSTEM, mailbox_id=mailbox.pk)
    before = Mailbox.objects.get(pk=mailbox.pk).config
    for method in ("post", "delete"):
        assert getattr(client_of(suzuki), method)(page(mailbox, name)).status_code == 403
        assert getattr(client_of(tanaka), method)(page(mailbox, name)).status_code == 404
        assert getattr(client_of(sato), method)(page(other_mailbox, name)).status_code == 404
    assert client_of(sato).get(page(mailbox, name)).status_code == 405
    assert Mailbox.objects.get(pk=mailbox.pk).config == before
