"""Outgoing messages as bytes: readable by our own decoder and by Python's, folded as the RFCs ask."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as some

from yorisoi.channels.contracts import OutgoingFile, OutgoingMessage, Party
from yorisoi.channels.email.compose import compose
from yorisoi.channels.email.flowed import flowed, simple_html
from yorisoi.channels.email.header_fold import address, ascii_address, encoded_words, text_header
from yorisoi.channels.email.mime import parse
from yorisoi.channels.tokens import token
from yorisoi.kernel import files
from yorisoi.kernel.ids import uuid7

ID = uuid7()
MESSAGE = OutgoingMessage(
    id=ID,
    mailbox_id=uuid7(),
    message_id=f"{token(ID)}@sakura.example",
    token=token(ID),
    sender=Party("support@sakura.example", "さくら便サポート"),
    to=(Party("yamada@example.com", "山田 太郎"), Party("kato@example.com")),
    cc=(Party("boss@example.com", 'Boss, "the" one'),),
    pending=("yamada@example.com",),
    subject="Re: 【重要】ご注文①の㈱髙﨑商店さまへのお届けが遅れております件につきまして(追加のお知らせ)",
    text="山田 様\n\nお調べしました。\n-- \nさくら便",
    html="",
    attachments=(),
    in_reply_to="m1@example.com",
    references=tuple(f"{number}.{'x' * 40}@example.com" for number in range(8)),
    automatic=False,
    created_at=datetime(2026, 11, 22, 1, 0, tzinfo=UTC),
)


def read(message: OutgoingMessage) -> EmailMessage:
    return message_from_bytes(compose(message), policy=policy.default)


def test_both_decoders_read_what_was_meant() -> None:
    raw = compose(MESSAGE)
    theirs, ours = read(MESSAGE), parse(raw)
    assert theirs["Subject"] == ours.subject == MESSAGE.subject
    assert str(theirs["From"]) == "さくら便サポート <support@sakura.example>"
    assert [each.display_name for each in theirs["To"].addresses] == ["山田 太郎", ""]
    assert theirs["Cc"].addresses[0].display_name == 'Boss, "the" one'
    assert ours.references == MESSAGE.references
    assert ours.in_reply_to == "m1@example.com"
    assert theirs["Date"].datetime == MESSAGE.created_at
    assert ours.text.rstrip() == MESSAGE.text
    assert raw.isascii()
    assert compose(MESSAGE) == raw


def test_lines_are_short_and_end_with_crlf() -> None:
    raw = compose(MESSAGE)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78


def test_text_is_flowed_and_has_a_simple_html_twin() -> None:
    message = read(replace(MESSAGE, text="注文は https://sakura.example/o?a=1&b=2 です <確認>"))
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert (text.get_param("format"), text.get_param("delsp")) == ("flowed", "yes")
    page = html.get_content()
    assert '<a href="https://sakura.example/o?a=1&amp;b=2">' in page
    assert "&lt;確認&gt;" in page


def test_attachments_carry_their_names_in_both_ways(db: None) -> None:
    name = "2026年11月分 ご請求書(控え)とても長い名前のファイルです.pdf"
    stored = files.store(b"%PDF-1.4 x")
    message = replace(MESSAGE, attachments=(OutgoingFile(stored.pk, name), OutgoingFile(stored.pk, "a;b.pdf")))
    ours, theirs = parse(compose(message)), read(message)
    assert [each.name for each in ours.attachments] == [name, "a;b.pdf"]
    assert [each.get_filename() for each in theirs.iter_attachments()] == [name, "a;b.pdf"]
    assert ours.attachments[0].content == b"%PDF-1.4 x"
    assert ours.attachments[0].content_type == "application/pdf"
    assert ours.text.rstrip() == MESSAGE.text


def test_a_mail_as_an_attachment_is_not_opened_by_its_type(db: None) -> None:
    stored = files.store(b"From: a@example.com\r\nSubject: x\r\n\r\nx")
    raw = compose(replace(MESSAGE, attachments=(OutgoingFile(stored.pk, "mail.eml"),)))
    assert b"message/rfc822" not in raw


def test_automatic_messages_say_so() -> None:
    message = read(replace(MESSAGE, automatic=True))
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Yorisoi-Loop"] == MESSAGE.token
    assert message["X-Auto-Response-Suppress"]


def test_the_token_may_stand_in_the_reply_address_and_in_the_text() -> None:
    raw = compose(MESSAGE, plus_addressing=True, body_marker=True)
    ours = parse(raw)
    assert ours.reply_to[0].email == f"support+{MESSAGE.token}@sakura.example"
    assert f"[ref:{MESSAGE.token}]" in ours.text
    long = replace(MESSAGE, sender=Party(f"{'a' * 40}@sakura.example"))
    assert b"\r\nReply-To" not in compose(long, plus_addressing=True)


def test_line_breaks_and_angle_brackets_in_a_strangers_id_make_no_header() -> None:
    raw = compose(replace(MESSAGE, in_reply_to="a\r\nBcc: x@y>z@x", references=("b\n c",)))
    assert b"\r\nBcc" not in raw


@given(some.text(alphabet=some.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300))
def test_any_subject_folds_at_characters_and_comes_back(subject: str) -> None:
    subject = " ".join(subject.split())
    header = text_header("Subject", subject)
    assert all(len(line) <= 78 for line in header.split("\r\n"))
    for word in re.findall(r"=\?UTF-8\?B\?[^?]*\?=", header):
        assert len(word) <= 75
    ours = parse(header.encode("ascii") + b"\r\nx")
    assert ours.subject == subject


def test_encoded_words_never_part_a_character() -> None:
    from base64 import b64decode

    for word in encoded_words("あ" * 100 + "😀" * 50):
        b64decode(word[10:-2]).decode("utf8")


@pytest.mark.parametrize(
    ("name", "spec", "shown"),
    [
        ("", "a@example.com", "a@example.com"),
        ("Taro Yamada", "a@example.com", "Taro Yamada <a@example.com>"),
        ("Yamada, Taro", "a@example.com", '"Yamada, Taro" <a@example.com>'),
        ("", "a..b.@docomo.ne.jp", '"a..b."@docomo.ne.jp'),
        ("", "x@例え.jp", "x@xn--r8jz45g.jp"),
    ],
)
def test_addresses_are_quoted_as_needed(name: str, spec: str, shown: str) -> None:
    assert address(name, spec) == shown


def test_an_impossible_domain_is_left_to_the_server() -> None:
    assert ascii_address(f"a@{'あ' * 80}.jp") == f"a@{'あ' * 80}.jp"


@pytest.mark.parametrize(
    "text",
    [
        "短い",
        "長い" * 100,
        "words and more words " * 20,
        " 字下げ\n  two",
        "From here\n> quoted line " + "q" * 100,
        "https://example.com/" + "a" * 200,
        "混ざった mixed テキスト " * 20,
        "-- \n署名",
        "",
    ],
)
def test_flowed_text_comes_back(text: str) -> None:
    raw = f"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n{flowed(text)}".encode()
    lines = [line.rstrip() for line in text.split("\n")] if "-- " not in text else text.split("\n")
    assert parse(raw).text.rstrip("\n") == "\n".join(lines).rstrip("\n")


def test_flowed_lines_fit_a_window() -> None:
    for line in flowed("日本語の長い文章" * 50).split("\r\n"):
        assert len(line) <= 37


def test_html_keeps_line_ends_and_indents() -> None:
    assert "a<br>\r\n&nbsp;&nbsp;b" in simple_html("a\n  b")
