"""Encoded words, parameters and addresses as they are really written."""

import base64

import pytest

from yorisoi.channels.email.mime.addresses import parse_addresses
from yorisoi.channels.email.mime.contracts import Address
from yorisoi.channels.email.mime.dates import parse_date
from yorisoi.channels.email.mime.params import parse_value
from yorisoi.channels.email.mime.words import header_text


def word(data: bytes, charset: str = "utf-8") -> str:
    return f"=?{charset}?B?{base64.b64encode(data).decode()}?="


def test_a_character_split_between_words_is_joined() -> None:
    raw = "お問い合わせ".encode()
    assert header_text(f"{word(raw[:4])}\r\n {word(raw[4:])}".encode()) == "お問い合わせ"


def test_jis_words_that_each_return_to_ascii() -> None:
    raw = f"{word(b'\x1b$BF|\x1b(B', 'iso-2022-jp')} {word(b'\x1b$BK\\\x1b(B', 'ISO-2022-JP')}"
    assert header_text(raw.encode()) == "日本"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?iso-2022-jp?B?GyRCLSEbKEI=?= x", "① x"),
        (b"=?utf-8?q?=E6=97=A5?= =?utf-8?q?=E6=9C=AC?=", "日本"),
        (b"Re: =?utf-8?Q?=E4=BB=B6_name?= end", "Re: 件 name end"),
        (b'"=?utf-8?Q?=E4=BB=B6?="', '"件"'),
        (b"=?utf-8?B?5Lu2", "件"),
        (b"=?utf-8?Q?a b?=", "a b"),
        (b"=?utf-8*ja?B?5Lu2?=", "件"),
        (b"=?unknown-charset?Q?abc?=", "abc"),
        (b"plain =? not a word", "plain =? not a word"),
        ("件名".encode("cp932"), "件名"),
        ("件名の確認".encode("euc_jp"), "件名の確認"),
        (b"\x1b$B7oL>\x1b(B", "件名"),
        (b"a\r\n\tb", "a b"),
        (b"a\x00b\x07", "ab"),
    ],
)
def test_subjects(raw: bytes, text: str) -> None:
    assert header_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"yamada@example.jp", [("", "yamada@example.jp")]),
        (b"=?utf-8?B?5bGx55Sw?= <yamada@example.jp>", [("山田", "yamada@example.jp")]),
        (b'"=?utf-8?B?5bGx55Sw?=" <yamada@example.jp>', [("山田", "yamada@example.jp")]),
        (b'"Yamada, Taro" <a@b.example>, c@d.example', [("Yamada, Taro", "a@b.example"), ("", "c@d.example")]),
        (b"a@b.example; c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        (b"Team: a@b.example, C <c@d.example>;", [("", "a@b.example"), ("C", "c@d.example")]),
        (b"undisclosed-recipients:;", []),
        (b"a..b.@docomo.ne.jp", [("", "a..b.@docomo.ne.jp")]),
        (b"a@b.example (Taro Yamada)", [("Taro Yamada", "a@b.example")]),
        (b"<@relay.example:a@b.example>", [("", "a@b.example")]),
        (b"<a@b.example", [("", "a@b.example")]),
        (b'"a@b.example" <a@b.example>', [("a@b.example", "a@b.example")]),
        (b"a @ b.example", [("", "a@b.example")]),
        (b"<mailto:a@b.example>", [("", "a@b.example")]),
        (b"\x1b$B;3ED\x1b(B <a@b.example>", [("山田", "a@b.example")]),
        ("山田（営業） <a@b.example>".encode("cp932"), [("山田（営業）", "a@b.example")]),
        ("a@日本.example".encode(), [("", "a@日本.example")]),
        (b"no_host", [("", "no_host")]),
        (b"", []),
        (b"<>", []),
    ],
)
def test_addresses(raw: bytes, expected: list[tuple[str, str]]) -> None:
    assert parse_addresses(raw) == tuple(Address(name, email) for name, email in expected)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"attachment; filename=a.pdf", "a.pdf"),
        (b'attachment; filename="a;b.pdf"', "a;b.pdf"),
        (b"attachment; filename*=utf-8''%E8%A6%8B%E7%A9%8D.pdf", "見積.pdf"),
        (b"attachment; filename*=''%E8%A6%8B%E7%A9%8D.pdf", "見積.pdf"),
        (b"attachment; filename*0*=utf-8''%E8%A6; filename*1*=%8B%E7%A9%8D; filename*2=.pdf", "見積.pdf"),
        (b"attachment; filename*1=b.pdf; filename*0=a", "ab.pdf"),
        (b'attachment; filename="=?utf-8?B?6KaL56mN?=.pdf"', "見積.pdf"),
        (b"attachment; filename==?utf-8?B?6KaL56mN?=.pdf", "見積.pdf"),
        (b"attachment; filename*=iso-2022-jp''%1B%24B8%2B%40Q%1B%28B.pdf", "見積.pdf"),
        ('attachment; filename="見積.pdf"'.encode("cp932"), "見積.pdf"),
        (b"attachment; filename=two words.txt", "two words.txt"),
        (b'attachment; filename="a\\"b.txt"', 'a"b.txt'),
    ],
)
def test_file_names(raw: bytes, name: str) -> None:
    value, params = parse_value(raw)
    assert value == "attachment"
    assert params["filename"] == name


@pytest.mark.parametrize(
    "raw",
    [
        b'multipart/mixed; boundary="b"',
        b"multipart/mixed\r\n\tboundary=b",
        b"Multipart/Mixed;boundary=b;;",
        b"multipart/mixed (comment); boundary=b",
        b'multipart/mixed; boundary = "b"; boundary=c',
    ],
)
def test_boundaries(raw: bytes) -> None:
    assert parse_value(raw) == ("multipart/mixed", {"boundary": "b"})


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Sun, 22 Nov 2026 10:00:00 +0900", "2026-11-22T01:00:00+00:00"),
        ("22 Nov 2026 10:00 JST (comment)", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22 10:00:00 +0900", "2026-11-22T01:00:00+00:00"),
        ("日, 22 11月 2026 10:00:00 +0900", "2026-11-22T01:00:00+00:00"),
        ("Sun, 22 Nov 2026 10:00:60 +0900", "2026-11-22T01:00:59+00:00"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.isoformat() == iso


@pytest.mark.parametrize("text", ["", "yesterday", "99 Foo 2026", "32 Nov 2026 10:00:00 +0900", "Thu, 1 Jan 70000"])
def test_dates_that_say_nothing(text: str) -> None:
    assert parse_date(text) is None
