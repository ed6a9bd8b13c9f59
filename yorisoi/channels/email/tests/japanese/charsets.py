"""Japanese in every charset, under the right label, a wrong one, or none."""

from __future__ import annotations

import re

from .write import Mail, b64, encoded, euc, jis, letter, lines, multipart, qp, sent, text_mail, typed, word

BODY = "お世話になっております。山田です。\n注文番号は①②③の順です。㈱髙﨑商店までお願いします。\n"
PLAIN = "お世話になっております。山田です。\n昨日から画面が表示されなくなりました。ご確認をお願いいたします。\n"
SHORT = "届きません\n"


def declared(name: str, label: str | None, data: bytes, text: str, **more: str) -> Mail:
    """A mail whose body is `data` under the charset label, and what it says."""
    subject = "文字コード " + name
    kind = "Content-Type: text/plain" + (f"; charset={label}" if label else "")
    headers = sent("", "taro@yamada.example.jp", word(subject, "UTF-8"), "MIME-Version: 1.0", kind)
    encoding = more.get("encoding", "8bit")
    return Mail(
        name,
        letter([*headers, f"Content-Transfer-Encoding: {encoding}"], data),
        subject=subject,
        sender=("", "taro@yamada.example.jp"),
        text=text,
    )


def of(text: str, charset: str) -> bytes:
    """The text with CRLF in the charset."""
    return encoded(lines(text), charset)


CP50221 = declared("cp50221", "ISO-2022-JP", of(BODY + "ﾊﾝｶｸも使います。\n", "iso-2022-jp"), BODY + "ﾊﾝｶｸも使います。")
EIGHT_BIT_KANA = declared(
    "jis_8bit_kana",
    "ISO-2022-JP",
    of("商品は", "iso-2022-jp") + "ﾃﾚﾋﾞ".encode("cp932") + of("です。\n", "iso-2022-jp"),
    "商品はﾃﾚﾋﾞです。",
)
SHIFT_OUT_KANA = declared(
    "jis_so_kana", "ISO-2022-JP", b"\x0e" + bytes(each & 0x7F for each in "ｶﾅ".encode("cp932")) + b"\x0f\r\n", "ｶﾅ"
)
JIS_1978 = declared("jis_1978", "ISO-2022-JP", of(PLAIN, "iso-2022-jp").replace(b"\x1b$B", b"\x1b$@"), PLAIN)
JIS_ROMAN = declared("jis_roman", "ISO-2022-JP", of(PLAIN, "iso-2022-jp").replace(b"\x1b(B", b"\x1b(J"), PLAIN)
JIS_UNDECLARED = declared("jis_undeclared", None, of(PLAIN, "iso-2022-jp"), PLAIN, encoding="7bit")
JIS_AS_ASCII = declared("jis_as_us_ascii", "us-ascii", of(BODY, "iso-2022-jp"), BODY, encoding="7bit")
JIS_AS_UTF8 = declared("jis_as_utf8", "UTF-8", of(BODY, "iso-2022-jp"), BODY, encoding="7bit")
JIS_WITHOUT_ESCAPES = declared(
    "jis_without_escapes", "ISO-2022-JP", of(PLAIN, "iso-2022-jp").replace(b"\x1b", b""), PLAIN, encoding="7bit"
)
JIS_OPEN_LINES = declared(
    "jis_open_lines",
    "ISO-2022-JP",
    re.sub(rb"\x1b\(B(?=\r\n)", b"", of(PLAIN, "iso-2022-jp")),
    PLAIN,
    encoding="7bit",
)
JIS_0212 = declared("jis_0212", "ISO-2022-JP-1", "鷗外と森鷗外\r\n".encode("iso2022_jp_1"), "鷗外と森鷗外")
SJIS = declared("sjis", "Shift_JIS", of(BODY, "shift_jis"), BODY)
SJIS_X = declared("x_sjis", "x-sjis", of(BODY, "shift_jis"), BODY)
SJIS_WINDOWS = declared("windows_31j", "windows-31j", of(BODY, "shift_jis"), BODY)
SJIS_UNDECLARED = declared("sjis_undeclared", None, of(BODY, "shift_jis"), BODY)
SJIS_SHORT = declared("sjis_short_undeclared", None, of(SHORT, "shift_jis"), SHORT)
SJIS_AS_ASCII = declared("sjis_as_us_ascii", "us-ascii", of(PLAIN, "shift_jis"), PLAIN)
SJIS_AS_LATIN = declared("sjis_as_latin1", "iso-8859-1", of(PLAIN, "shift_jis"), PLAIN)
SJIS_AS_UTF8 = declared("sjis_as_utf8", "UTF-8", of(PLAIN, "shift_jis"), PLAIN)
SJIS_AS_JIS = declared("sjis_as_jis", "ISO-2022-JP", of(PLAIN, "shift_jis"), PLAIN)
SJIS_KANA = declared(
    "sjis_half_width_kana",
    None,
    of("ｺﾝﾆﾁﾊ。ﾔﾏﾀﾞです。ﾖﾛｼｸお願いします。\n", "shift_jis"),
    "ｺﾝﾆﾁﾊ。ﾔﾏﾀﾞです。ﾖﾛｼｸお願いします。",
)
EUC = declared("euc", "EUC-JP", of(BODY, "euc-jp"), BODY)
EUC_UNDECLARED = declared("euc_undeclared", None, of(PLAIN, "euc-jp"), PLAIN)
EUC_SHORT = declared("euc_short_undeclared", None, of(SHORT, "euc-jp"), SHORT)
EUC_AS_JIS = declared("euc_as_jis", "ISO-2022-JP", of(PLAIN, "euc-jp"), PLAIN)
EUC_AS_SJIS = declared("euc_as_sjis", "Shift_JIS", of(PLAIN, "euc-jp"), PLAIN)
EUC_AS_LATIN = declared("euc_as_latin1", "iso-8859-1", of(PLAIN, "euc-jp"), PLAIN)
EUC_KANA = declared("euc_kana", "EUC-JP", euc(lines("型番はｱｲｳです。\n")), "型番はｱｲｳです。")
UTF8_AS_JIS = declared("utf8_as_jis", "ISO-2022-JP", of(PLAIN, "utf-8"), PLAIN)
UTF8_AS_SJIS = declared("utf8_as_sjis", "Shift_JIS", of(PLAIN, "utf-8"), PLAIN)
UTF8_AS_LATIN = declared("utf8_as_latin1", "iso-8859-1", qp(of(PLAIN, "utf-8")), PLAIN, encoding="quoted-printable")
UTF8_UNDECLARED = declared("utf8_undeclared", None, of(PLAIN, "utf-8"), PLAIN)
UTF8_BOM = declared("utf8_bom", "UTF-8", b64(b"\xef\xbb\xbf" + of(PLAIN, "utf-8")), PLAIN, encoding="base64")
UTF8_UNKNOWN = declared("utf8_as_unknown", "x-unknown", of(PLAIN, "utf-8"), PLAIN)
UTF16 = declared("utf16", "UTF-16LE", b64(of(PLAIN, "utf-16-le")), PLAIN, encoding="base64")
KANA_AS_GB = declared(
    "kana_as_gb2312",
    "gb2312",
    b64("メール配信に失敗しました。\r\n".encode("gbk")),
    "メール配信に失敗しました。",
    encoding="base64",
)
FULL_WIDTH = declared(
    "wave_dash", "ISO-2022-JP", of("10～12時－午前中￥1,000\n", "iso-2022-jp"), "10～12時－午前中￥1,000"
)
QUOTED_LABEL = declared("quoted_label", '"Shift_JIS"; format=fixed', of(PLAIN, "shift_jis"), PLAIN)
SIGNED_JIS_QP = declared("jis_in_qp", "ISO-2022-JP", qp(of(PLAIN, "iso-2022-jp")), PLAIN, encoding="quoted-printable")

HTML_META_ONLY = Mail(
    "html_meta_sjis",
    letter(
        sent("", "web@example.jp", word("価格表", "Shift_JIS"), "MIME-Version: 1.0", "Content-Type: text/html"),
        of(
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"></head>'
            "<body><p>価格は1,000円です。</p></body></html>",
            "shift_jis",
        ),
    ),
    subject="価格表",
    sender=("", "web@example.jp"),
    text="価格は1,000円です。",
)

TWO_CHARSETS = Mail(
    "two_charsets",
    multipart(
        sent(word("山田"), "taro@yamada.example.jp", word("二つの文字コード")),
        [
            typed("本文です。\n", "ISO-2022-JP"),
            ["Content-Type: text/plain", "Content-Disposition: inline", b"", encoded("署名の広告です。", "utf-8")],
        ],
    ),
    subject="二つの文字コード",
    sender=("山田", "taro@yamada.example.jp"),
    text="本文です。\n\n署名の広告です。",
)

CUT_CHARACTER = Mail(
    "sjis_cut_at_the_end",
    text_mail(sent("", "taro@yamada.example.jp", "cut"), PLAIN, "Shift_JIS", encoding="8bit") + b"\x82",
    subject="cut",
    sender=("", "taro@yamada.example.jp"),
    text=PLAIN + "\ufffd",
)

BROKEN_ESCAPE = Mail(
    "jis_broken_escape",
    letter(
        sent("", "taro@yamada.example.jp", "esc", "MIME-Version: 1.0", "Content-Type: text/plain; charset=ISO-2022-JP"),
        jis("受付番号は") + b"\x1b" + b"12\r\n" + jis("です。"),
    ),
    subject="esc",
    sender=("", "taro@yamada.example.jp"),
    text="受付番号は\x1b12\nです。",
)
