"""What happened to a message, as people read it."""

import pytest
from django.utils import translation

from yorisoi.channels import public
from yorisoi.channels.models import BadAddress, Mailbox
from yorisoi.channels.testing import arrive, mail
from yorisoi.kernel import clock

pytestmark = pytest.mark.django_db


def lines(mailbox: Mailbox, raw: bytes, language: str = "en") -> list[str]:
    """The log of a mail, once it was read."""
    received_id = arrive(mailbox, raw)
    with translation.override(language):
        before = [line.verb for line in public.received_log(received_id)]
        assert "parsed" not in before
        public.received(received_id)
        return [line.words for line in public.received_log(received_id)]


def test_a_persons_mail_was_read_and_taken_for_one(mailbox: Mailbox) -> None:
    assert lines(mailbox, mail("届きません。"))[1:] == [
        "Read: from yamada@example.com, 7 characters of text, attachments: 0",
        "Taken for what a person wrote",
    ]


def test_an_automatic_answer_says_by_which_sign(mailbox: Mailbox) -> None:
    found = lines(mailbox, mail("自動返信です。", headers=["Auto-Submitted: auto-replied"]))
    assert found[2:] == [
        "Taken for an automatic answer: opens no closed case, nothing answers it (signs: Auto-Submitted: auto-replied)",
        "No automatic answer is sent to it",
    ]


def test_where_no_header_says_so_its_words_did(mailbox: Mailbox) -> None:
    found = lines(mailbox, mail("現在不在にしております。", subject="自動返信: 不在のお知らせ"))
    assert any(line.endswith("nothing answers it (by its words)") for line in found)
    assert "It says that somebody is away" in found


def test_what_was_odd_and_what_could_not_be_read_is_told(mailbox: Mailbox) -> None:
    raw = mail("①㈱", message_id="").replace(b"charset=utf-8", b"charset=us-ascii").replace(b"Date:", b"X-Date:")
    found = lines(mailbox, raw)
    assert "It has no Message-ID; one was made from its bytes" in found
    assert "It has no readable date; the time of arrival is used" in found
    assert any("us-ascii" in line and "utf-8" in line for line in found)


def test_a_mail_that_breaks_the_reader_says_so(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_raw: bytes) -> None:
        raise ValueError("kaputt")

    monkeypatch.setattr("yorisoi.channels.kinds.reader", lambda _kind: broken)
    found = lines(mailbox, mail())
    assert any("could not be read" in line and "ValueError: kaputt" in line for line in found)


def test_the_same_in_japanese(mailbox: Mailbox) -> None:
    assert lines(mailbox, mail("届きません。", headers=["List-Id: <news.example>"]), "ja")[1:] == [
        "読み取り: 差出人 yamada@example.com、本文7字、添付ファイル0個",
        "配信・メーリングリストと判断しました。案件にしますが、自動では返信しません(根拠: List-Id: <news.example>)",
        "このメールには自動で返信しません",
    ]


def test_why_an_automatic_message_was_not_sent(mailbox: Mailbox) -> None:
    def sent(to: str) -> str:
        return public.suppressed(
            public.send(
                brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=[to], subject="受付", text="x", automatic=True
            )
        )

    BadAddress.objects.create(
        brand_id=mailbox.brand_id, address="bad@example.com", reason="bounced", text="no such user", since=clock.now()
    )
    mailbox.config["automatic_limit"] = 1
    mailbox.save()
    assert [sent("a@example.com"), sent("a@example.com"), sent("bad@example.com")] == ["", "limit", "bad"]
