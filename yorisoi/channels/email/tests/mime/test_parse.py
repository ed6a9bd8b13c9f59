"""Whole mails: headers, bodies, files, and what is told when something is wrong."""

from datetime import UTC, datetime

import pytest

from yorisoi.channels.email.mime import Address, Flag, parse

from .letters import HEAD, letter, multipart, plain

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_an_ordinary_mail() -> None:
    mail = parse(letter(headers="In-Reply-To: <0@sakura.example>\nReferences: <a@x> <0@sakura.example>"), now=NOW)
    assert mail.message_id == "1@example.jp"
    assert mail.in_reply_to == "0@sakura.example"
    assert mail.references == ("a@x", "0@sakura.example")
    assert mail.from_ == Address("山田太郎", "yamada@example.jp")
    assert mail.to == (Address("", "support@sakura.example"),)
    assert mail.subject == "件名"
    assert mail.date == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    assert mail.text == "本文です。\n"
    assert mail.flags == frozenset()
    assert mail.notes == ()


def test_a_missing_message_id_is_made_from_the_content_and_stays_the_same() -> None:
    first, again, other = (parse(letter(body, head="Subject: x\n")) for body in ("a", "a", "b"))
    assert first.message_id == again.message_id != other.message_id
    assert Flag.MESSAGE_ID_MADE in first.flags


def test_one_id_with_another_body_has_another_digest() -> None:
    first, second = parse(letter("一")), parse(letter("二"))
    assert first.message_id == second.message_id
    assert first.body_digest != second.body_digest


def test_line_ends_do_not_change_the_digest() -> None:
    raw = letter("一\n二\n")
    assert parse(raw).body_digest == parse(raw.replace(b"\n", b"\r\n")).body_digest


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\r\r\n", b"\n"])
def test_any_line_end(end: bytes) -> None:
    mail = parse(multipart([plain(), plain("二つ目")]).replace(b"\n", end))
    assert mail.subject == "件名"
    assert mail.text.split() == ["本文です。", "二つ目"]


def test_dates_missing_and_ahead_are_flagged() -> None:
    ahead = letter(head=HEAD.replace("2026", "2036"))
    assert Flag.DATE_FUTURE in parse(ahead, now=NOW).flags
    missing = parse(letter(head="From: a@b.example\n"), now=NOW)
    assert missing.date is None
    assert Flag.DATE_MISSING in missing.flags


@pytest.mark.parametrize(
    ("head", "email", "flag"),
    [
        ("From: a@b.example\nFrom: c@d.example\n", "a@b.example", Flag.SEVERAL_FROM),
        ("From:\nSender: s@b.example\n", "s@b.example", Flag.FROM_MISSING),
        ("From: <>\n", "", Flag.FROM_MISSING),
        ("Subject: x\n", "", Flag.FROM_MISSING),
    ],
)
def test_odd_senders(head: str, email: str, flag: Flag) -> None:
    mail = parse(letter(head=head))
    assert mail.from_.email == email
    assert flag in mail.flags


@pytest.mark.parametrize(
    ("raw", "subject", "text"),
    [
        (b"From MAILER Sun Nov 22 10:00:00 2026\nSubject: x\n\nbody", "x", "body"),
        (b"\xef\xbb\xbfSubject: x\n\nbody", "x", "body"),
        (b"\r\n\r\nSubject: x\r\n\r\nbody", "x", "body"),
        (b"Subject: x\nthis line is no field\nFrom: a@b.example\n\nbody", "x", "body"),
        (b"Subject: x\nbody without an empty line", "x", "body without an empty line"),
        (b"Subject: x\n \nbody", "x", "body"),
        (b"just text", "", "just text"),
        (b"", "", ""),
        (b"\x00\x00\x00", "", ""),
    ],
)
def test_broken_headers(raw: bytes, subject: str, text: str) -> None:
    mail = parse(raw)
    assert mail.subject == subject
    assert mail.text.strip() == text


def test_alternatives_show_the_plain_text_and_keep_the_html() -> None:
    mail = parse(multipart([plain(), "Content-Type: text/html; charset=utf-8\n\n<p>別</p>"], kind="alternative"))
    assert mail.text.strip() == "本文です。"
    assert mail.html.strip() == "<p>別</p>"
    assert mail.attachments == ()


def test_a_plain_part_that_says_nothing_gives_way_to_the_html() -> None:
    parts = [
        plain("このメールはHTML形式です。"),
        "Content-Type: text/html; charset=utf-8\n\n<p>ご注文の確認です。</p><p>詳細</p>",
    ]
    assert parse(multipart(parts, kind="alternative")).text == "ご注文の確認です。\n\n詳細"


def test_files_keep_name_type_and_content() -> None:
    part = (
        "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
        "Content-Disposition: attachment; filename*=utf-8''%E8%A6%8B%E7%A9%8D.pdf\n\nJVBERi0x\n"
    )
    (file,) = parse(multipart([plain(), part])).attachments
    assert (file.name, file.content_type, file.content, file.size) == ("見積.pdf", "application/pdf", b"%PDF-1", 6)


def test_an_image_shown_by_cid_is_inline_with_or_without_disposition() -> None:
    html = 'Content-Type: text/html\n\n<img src="cid:logo@x"><img src="cid:two@x">'
    one = "Content-Type: image/png\nContent-ID: <logo@x>\n\nx"
    two = "Content-Type: image/png; name=two.png\nContent-ID: <two@x>\nContent-Disposition: attachment\n\nx"
    three = "Content-Type: image/png; name=three.png\nContent-ID: <three@x>\nContent-Disposition: inline\n\nx"
    mail = parse(multipart([html, one, two, three], kind="related"))
    assert [each.inline for each in mail.attachments] == [True, True, False]


def test_an_embedded_mail_is_a_file_named_by_its_subject() -> None:
    mail = parse(multipart([plain(), "Content-Type: message/rfc822\n\nSubject: =?utf-8?B?5YWD44Gu5Lu2?=\n\n元の本文"]))
    (file,) = mail.attachments
    assert file.name == "元の件.eml"
    assert "元の本文" not in mail.text


@pytest.mark.parametrize(
    "raw",
    [
        multipart([plain()]).replace(b"--b--\n", b""),
        multipart([plain()]).replace(b'boundary="b"', b'boundary="other"'),
        multipart([plain()]).replace(b'; boundary="b"', b""),
        multipart([plain()]).replace(b"mixed; boundary", b"mixed\n\tboundary"),
        multipart([plain()]).replace(b'"b"', b'"b'),
    ],
)
def test_broken_boundaries(raw: bytes) -> None:
    assert parse(raw).text.strip() == "本文です。"


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        ("base64", "5pys5paH44Gn44GZ44CC", "本文です。"),
        ("base64", "5pys5paH!44Gn\n44GZ 44CC====", "本文です。"),
        ("base64", "5pys5paH44Gn44GZ44C", "本文です"),
        ("base64", "これは base64 ではない ただの 文章 です。", "これは base64 ではない ただの 文章 です。"),
        ("quoted-printable", "=E6=9C=AC=\n=E6=96=87 =zz", "本文 =zz"),
        ("Quoted-Printable ", "a=3Db  \n", "a=b"),
        ("no-such-encoding", "本文です。", "本文です。"),
    ],
)
def test_transfer_encodings(encoding: str, body: str, text: str) -> None:
    headers = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}"
    assert parse(letter(body, headers=headers)).text.strip() == text


def test_a_wrong_transfer_encoding_is_told() -> None:
    mail = parse(letter("これは ただの 文章 です。", headers="Content-Transfer-Encoding: base64"))
    assert any("base64" in note.detail for note in mail.notes)


def test_uuencoded_files_leave_the_text() -> None:
    mail = parse(letter("前\n\nbegin 644 a.txt\n#0V%T\n`\nend\n後\n"))
    assert mail.text == "前\n\n後\n"
    assert [(each.name, each.content) for each in mail.attachments] == [("a.txt", b"Cat")]


def test_flowed_text_is_joined_as_japanese_mails_need_it() -> None:
    headers = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"
    body = "長い行の \n続きです。\n> 引用 \n> の続き\n-- \n署名\n"
    assert parse(letter(body, headers=headers)).text == "長い行の続きです。\n> 引用の続き\n-- \n署名\n"


def test_a_calendar_invitation_is_shown_and_kept() -> None:
    calendar = (
        "Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
        "SUMMARY:打ち合わせ\nDTSTART;TZID=Asia/Tokyo:20261122T100000\nDTEND;TZID=Asia/Tokyo:20261122T110000\n"
        "LOCATION:会議室\\, 三階\nORGANIZER;CN=山田:mailto:yamada@example.jp\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    mail = parse(multipart([plain(), calendar]))
    assert mail.text.endswith(
        "📅 打ち合わせ\n2026-11-22 10:00 (Asia/Tokyo) – 2026-11-22 11:00 (Asia/Tokyo)\n"
        "会議室, 三階\n山田 <yamada@example.jp>\n"
    )
    assert [each.name for each in mail.attachments] == ["invitation.ics"]
    assert Flag.CALENDAR in mail.flags


def test_an_invitation_below_a_signature_or_a_quote_is_not_folded_with_it() -> None:
    calendar = (
        "Content-Type: text/calendar; charset=utf-8\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:打ち合わせ\nEND:VEVENT\n"
    )
    mail = parse(multipart([plain("ご都合は。\n\n-- \n山田"), calendar]))
    assert mail.body_new == "ご都合は。\n\n📅 打ち合わせ"
    assert mail.body_quoted == "-- \n山田"


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\temp\\passwd", "pass\u202ewd", "a\r\nb", "x" * 500 + ".pdf"])
def test_names_are_made_safe(name: str) -> None:
    part = f'Content-Type: text/x; name="{name}"\nContent-Disposition: attachment\n\nx'
    (file,) = parse(multipart([plain(), part])).attachments
    assert not set(file.name) & set("/\\\r\n\u202e")
    assert 0 < len(file.name) <= 180


def test_a_body_without_charset_that_carries_jis() -> None:
    assert parse(letter(b"\x1b$B-!-j\x1b(B\n", head="Subject: x\n")).text == "①㈱\n"


def test_raw_shift_jis_in_every_header() -> None:
    head = "From: 山田 <a@b.example>\nSubject: ご注文の確認\n"
    mail = parse(head.encode("cp932") + b"\nbody")
    assert (mail.from_.name, mail.subject) == ("山田", "ご注文の確認")


def test_an_html_letter_and_the_plain_footer_of_a_list_are_both_read() -> None:
    parts = ["Content-Type: text/html; charset=utf-8\n\n<p>ご案内です。</p>", plain("-- \n名簿 <b>より</b>")]
    mail = parse(multipart(parts))
    assert mail.text == "ご案内です。\n\n-- \n名簿 <b>より</b>\n"
    assert mail.html.strip().endswith("<pre>-- \n名簿 &lt;b&gt;より&lt;/b&gt;\n</pre>")


def test_an_alternative_and_a_footer_beside_it() -> None:
    inner = (
        'Content-Type: multipart/alternative; boundary="i"\n\n--i\nContent-Type: text/plain; charset=utf-8\n\n平文\n'
        "--i\nContent-Type: text/html; charset=utf-8\n\n<p>書式</p>\n--i--\n"
    )
    mail = parse(multipart([inner, plain("追伸")]))
    assert mail.text.split() == ["平文", "追伸"]
    assert "書式" in mail.html
    assert "追伸" in mail.html
