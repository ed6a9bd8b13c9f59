"""Strangers turn the direction of text and hide characters in it: pages show what is there, and what came is kept."""

import pytest

from yorisoi.channels import public as channels
from yorisoi.channels.testing import Mailbox, arrive
from yorisoi.desk import actions
from yorisoi.desk.models import Message, Queue
from yorisoi.desk.queries.texts import linked_text
from yorisoi.desk.testing import case_of
from yorisoi.workspace.testing import Staff, client_of

pytestmark = pytest.mark.django_db
TRICKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
RAW = (
    "Date: Sun, 22 Nov 2026 10:00:00 +0900\r\nFrom: 山田\u202eelpmaxe <yamada@example.com>\r\n"
    "To: support@sakura.example\r\nSubject: 請求書\u202efdp.exe\u2066x\u200by\r\nMessage-ID: <m1@example.com>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhttps://example.com/\u202egpj.exe をご覧ください。\r\n"
    "--b\r\nContent-Type: application/octet-stream\r\n"
    'Content-Disposition: attachment; filename="photo_\u202egpj.exe"\r\n\r\nx\r\n--b--\r\n'
).encode()


@pytest.fixture
def message(mailbox: Mailbox, queue: Queue) -> Message:
    return Message.objects.get(id=actions.receive(received_id=arrive(mailbox, RAW)))


@pytest.mark.parametrize("address", ["/inbox/?view=all", "/cases/{0}/", "/inbox/?view=all&case={0}"])
def test_no_page_shows_them_as_nothing(message: Message, sato: Staff, address: str) -> None:
    page = client_of(sato).get(address.format(case_of(message.id).number)).content.decode()
    assert "請求書[U+202E]fdp.exe[U+2066]x[U+200B]y" in page
    assert ("山田[U+202E]elpmaxe" in page) == ("case" in address)  # in the list stands the customer's name
    assert set(page) & set(TRICKS) <= set("\u202e")
    assert page.count("\u202e") == page.count('href="https://example.com/\u202egpj.exe"')


def test_an_attachments_name_says_that_something_was_there(message: Message, sato: Staff) -> None:
    page = client_of(sato).get(f"/cases/{case_of(message.id).number}/").content.decode()
    assert "photo__gpj.exe" in page


def test_what_came_is_kept(message: Message) -> None:
    assert message.received_id is not None
    kept = channels.received(message.received_id)
    assert (kept.subject, kept.from_name) == ("請求書\u202efdp.exe\u2066x\u200by", "山田\u202eelpmaxe")


def test_a_links_words_are_what_it_opens() -> None:
    shown = linked_text("https://example.com/\u202egpj.exe")
    assert ">https://example.com/[U+202E]gpj.exe</a>" in shown
