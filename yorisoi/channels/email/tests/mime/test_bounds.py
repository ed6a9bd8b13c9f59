"""Hostile mails end in bounded work, and say so."""

import base64
import tracemalloc

import pytest

from yorisoi.channels.email.mime import Flag, Note, NoteCode, bounds, parse, safe_html

from .letters import HEAD, letter, multipart, plain


def nested(levels: int) -> bytes:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(levels))
    return f"{HEAD}{parts}Content-Type: text/plain\n\nhi\n".encode()


def test_deep_nesting_is_cut_and_told() -> None:
    mail = parse(nested(5_000))
    assert {Flag.CUT_SHORT, Flag.MIME_BROKEN} <= mail.flags
    assert Note(NoteCode.TOO_DEEP, limit=bounds.MAX_DEPTH) in mail.notes


def test_mails_in_mails_without_end() -> None:
    mail = parse(HEAD.encode() + b"Content-Type: message/rfc822\n\n" * 3_000 + b"\nhi")
    assert Flag.CUT_SHORT in mail.flags


def test_very_many_parts_are_cut_and_told() -> None:
    mail = parse(multipart([plain("x")] * (bounds.MAX_PARTS + 50)))
    assert Flag.CUT_SHORT in mail.flags
    assert Note(NoteCode.TOO_MANY_PARTS, limit=bounds.MAX_PARTS) in mail.notes


def test_a_very_long_text_is_shown_in_part() -> None:
    mail = parse(letter("一行\n" * 700_000))
    assert Flag.CUT_SHORT in mail.flags
    assert len(mail.text) <= bounds.MAX_TEXT_CHARS + 1
    assert "\ufffd" not in mail.text


def test_a_long_line_is_cut_between_characters() -> None:
    mail = parse(letter("あ" * 1_500_000))
    assert [each.code for each in mail.notes] == [NoteCode.TEXT_CUT]
    assert set(mail.text.strip()) == {"あ"}


def test_ten_thousand_recipients() -> None:
    cc = ", ".join(f'"No {n}" <u{n}@x.example>' for n in range(10_000))
    assert len(parse(letter(headers=f"Cc: {cc}")).cc) == 10_000


def test_fifty_megabytes_take_little_more_than_themselves() -> None:
    raw = letter(
        base64.encodebytes(bytes(36_000_000)),
        headers="Content-Type: application/zip\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64",
    )
    tracemalloc.start()
    mail = parse(raw)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [each.size for each in mail.attachments] == [36_000_000]
    assert peak < 2.5 * len(raw)


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<",
        "<!--",
        '<a href="',
        "<svg>",
        '<div style="display:none">',
        "<blockquote>",
        "<script>",
        "<ul><li>x",
        "<b x=1>",
    ],
)
def test_html_bombs(piece: str) -> None:
    html = piece * 40_000
    mail = parse(letter(html, headers="Content-Type: text/html; charset=utf-8"))
    assert Flag.UNREADABLE not in mail.flags
    safe_html(mail.html)


@pytest.mark.parametrize(
    "body",
    [
        "-" * 300_000,
        ">" * 300_000,
        " " * 300_000 + "x",
        "a@" * 150_000,
        "From: a\n" * 30_000,
        "x wrote 2026 a@b.example:\n" * 20_000,
    ],
)
@pytest.mark.parametrize("sender", ["a@b.example", "MAILER-DAEMON@b.example"])
def test_text_bombs(body: str, sender: str) -> None:
    mail = parse(letter(body, head=f"From: {sender}\nSubject: undelivered mail\n"))
    assert Flag.UNREADABLE not in mail.flags


@pytest.mark.parametrize(
    "header",
    [
        "Cc: " + "a " * 200_000,
        "Cc: " + '<"' * 100_000,
        "Cc: " + "(" * 200_000,
        "Cc: " + "a" * 200_000 + " @",
        "References: " + "<a@b> " * 50_000,
        "Content-Type: text/plain; " + " " * 200_000 + "a",
        "Content-Type: text/plain; " + "a=b; " * 50_000,
        "X-Note: " + "=?utf-8?q?" * 20_000,
    ],
)
def test_header_bombs(header: str) -> None:
    mail = parse(letter(headers=header))
    assert Flag.UNREADABLE not in mail.flags
    assert mail.text.strip() == "本文です。"
    assert len(mail.references) <= bounds.MAX_REFERENCES


def test_a_failure_of_our_own_still_gives_a_readable_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_root: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("yorisoi.channels.email.mime.parser.collect", fail)
    mail = parse(letter("readable\n"))
    assert Flag.UNREADABLE in mail.flags
    assert "readable" in mail.text
    assert mail.notes == (Note(NoteCode.UNREADABLE, detail="RuntimeError: planted"),)
