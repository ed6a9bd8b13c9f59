"""Bytes to text: every expectation below is written by hand from the code tables, not by the decoder."""

import pytest

from yorisoi.channels.email.mime.charset_names import decoder_for
from yorisoi.channels.email.mime.charsets import decode
from yorisoi.channels.email.mime.jis import decode_jis

GREETING = "お世話になっております。山田太郎です。"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\x1b$B-!\x1b(B", "①"),
        (b"\x1b$B-j\x1b(B", "㈱"),
        (b"\x1b$B-b\x1b(B", "№"),
        (b"\x1b$B|b\x1b(B", "髙"),
        (b"\x1b$Byu\x1b(B", "﨑"),
        (b"\x1b(I6EJ\x1b(B", "ｶﾅﾊ"),
        (b"\xb6\xc5", "ｶﾅ"),
        (b"\x0e6E\x0f!", "ｶﾅ!"),
        (b"\x1b$@F|K\\\x1b(J ok", "日本 ok"),
        (b"\x1b$BF|\nok", "日\nok"),
        (b"\x1b$(D0!\x1b(B", "丂"),
        (b"\x1b$B!A\x1b(B", "～"),
    ],
)
def test_jis_dialects(raw: bytes, text: str) -> None:
    assert decode_jis(raw) == text
    assert decode(raw + b"\x1b(B", "iso-2022-jp").text == text


def test_escapes_a_gateway_ate_are_put_back() -> None:
    assert decode(b"$BF|K\\(B desu", "iso-2022-jp").text == "日本 desu"


def test_kddi_emoji_in_jis_is_kept_as_private_use() -> None:
    assert decode_jis(b"\x1b$Bv^\x1b(B") == "\ue503"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("x-sjis", "cp932"),
        ("Windows-31J", "cp932"),
        ("shift_jis", "cp932"),
        ("eucJP-ms", "euc-jp"),
        ("CP51932", "euc-jp"),
        ("ISO-2022-JP-MS", "iso-2022-jp"),
        ("cp50221", "iso-2022-jp"),
        ("iso-gb2312", "gb18030"),
        ("GB2312", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("iso-8859-1", "cp1252"),
        ("unicode-1-1-utf-7", "utf-7"),
        ("utf8", "utf-8"),
        ("no-such-charset", None),
        ("", None),
    ],
)
def test_labels(label: str, name: str | None) -> None:
    assert decoder_for(label) == name


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "iso2022_jp", "utf-8"])
@pytest.mark.parametrize("declared", ["", "us-ascii", "utf-8", "iso-8859-1", "shift_jis", "iso-2022-jp"])
def test_a_wrong_or_missing_label_is_seen(codec: str, declared: str) -> None:
    found = decode(GREETING.encode(codec), declared)
    assert found.text == GREETING
    assert not found.damaged


@pytest.mark.parametrize("text", ["請求書", "株式会社山田", "テスト", "資料の件", "見積もりのお願い"])
@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
def test_short_japanese_without_any_label(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_kana_in_gb2312() -> None:
    raw = b"\xa4\xaa\xca\xc0\xd4\x92\xa4\xcb\xa4\xca\xa4\xea\xa4\xde\xa4\xb9"
    assert decode(raw, "gb2312").text == "お世話になります"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Die Hasen und die Frösche", "latin-1"),
        ("Привет мир, как дела", "cp1251"),
        ("Привет мир, как дела", "koi8-r"),
        ("今天天气很好，我们去公园", "gb2312"),
        ("今天天氣很好，我們去公園", "big5"),
        ("café", "latin-1"),
    ],
)
def test_other_languages_without_a_label(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_carriers_emoji_do_not_turn_a_declared_charset_down() -> None:
    assert decode(b"\x91\xe8\x96\xbc\xf8\xd7", "shift_jis").text == "題名\ue676"


def test_utf7() -> None:
    assert decode(b"+ZeVnLIqe-", "utf-7").text == "日本語"


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_text(codec: str) -> None:
    declared = "utf-16" if "16" in codec else ""
    assert decode("Hello 日本".encode(codec), declared).text == "Hello 日本"


def test_nul_and_lone_surrogates_never_come_out() -> None:
    assert decode(b"a\x00b", "utf-8").text == "ab"
    decode(b"\xed\xa0\x80", "utf-8").text.encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("日本語のメールです。".encode()[:-1], "utf-8", "日本語のメールです"),
        ("日本語のメール".encode() + b"\x92s" + "です。".encode(), "utf-8", "日本語のメール’sです。"),
        ("日本語のメールです。".encode()[:-1], "", "日本語のメールです"),
    ],
)
def test_a_few_broken_bytes_do_not_turn_utf8_down(raw: bytes, declared: str, text: str) -> None:
    found = decode(raw, declared)
    assert found.text == text
    assert found.damaged


@pytest.mark.parametrize(
    ("codec", "declared"),
    [("cp932", "shift_jis"), ("cp932", "euc-jp"), ("cp932", ""), ("euc_jp", "euc-jp"), ("euc_jp", "")],
)
def test_a_cut_character_does_not_turn_japanese_down(codec: str, declared: str) -> None:
    found = decode(("いつもお世話になっております。" * 3).encode(codec)[:-1], declared)
    assert found.text.startswith("いつもお世話になっております。いつも")
    assert found.damaged


def test_an_unassigned_code_damages_its_own_place_only() -> None:
    found = decode(b"\x1b$BF|)!K\\\x1b(B desu", "iso-2022-jp")
    assert found.text == "日\ufffd本 desu"
    assert found.damaged
