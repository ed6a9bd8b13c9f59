"""Mail that other programs lose, cut or crash on, by their lists of bugs: MimeKit, Zammad, K-9, mailparser and more."""

from __future__ import annotations

from .write import Mail, b64, container, encoded, jis, letter, lines, multipart, percent, qp, sent, typed, word

WHO = ("", "taro@yamada.example.jp")
TEXT = "本文です。\n"


def broken(
    name: str, headers: list[str | bytes], body: bytes | str, text: str = TEXT, files: tuple[str, ...] = (), **how: str
) -> Mail:
    """A mail whose content headers and body are given as they stand."""
    return Mail(
        name,
        letter([*sent("", WHO[1], "broken"), *headers], body),
        "broken",
        WHO,
        text,
        files=files,
        new=how.get("new", ""),
    )


def parts(name: str, kind: str, every: list[list[str | bytes]], text: str = TEXT, files: tuple[str, ...] = ()) -> Mail:
    """A multipart whose parts are given as they stand."""
    return Mail(name, multipart(sent("", WHO[1], "broken"), every, kind), "broken", WHO, text, files=files)


PLAIN = typed(TEXT, "ISO-2022-JP")
UTF8 = encoded(lines(TEXT), "utf-8")
PDF = [
    "Content-Type: application/pdf",
    'Content-Disposition: attachment; filename="a.pdf"',
    "Content-Transfer-Encoding: base64",
]
FILE: list[str | bytes] = [*PDF, b"", b64(b"%PDF")]

TWO_HEADERS_ON_A_LINE = broken(
    "two_headers_on_a_line",
    ['Content-Type: text/plain; charset = "Shift_JIS" Content-Transfer-Encoding: 8bit'],
    TEXT.encode("cp932"),
)
EMPTY_TYPE_FIRST = broken(
    "empty_content_type_first",
    ["Content-Type: ", 'Content-Type: multipart/mixed; boundary="b"'],
    "--b\n\nhello\n--b--\n",
    "hello",
)
TYPE_MISSING = broken("only_a_boundary", ['Content-Type: ; boundary="b"'], "--b\n\nhello\n--b--\n", "hello")
DOUBLED_TYPE = broken(
    "multipart_multipart", ['Content-Type: multipart/multipart/mixed; boundary="b"'], "--b\n\nhello\n--b--\n", "hello"
)
TYPE_AS_WORD = broken(
    "content_type_as_encoded_word", [f"Content-Type: {word('text/plain; charset=utf-8', 'UTF-8')}"], TEXT.encode()
)
BLANK_FOLD = broken(
    "boundary_before_a_blank_fold",
    ["Content-Type: multipart/mixed;\n boundary=--b_0\n "],
    "----b_0\n\nhello\n----b_0--\n",
    "hello",
)
CHARSET_QUOTES = broken(
    "charset_in_single_quotes", ["Content-Type: text/plain; charset='Shift_JIS'"], TEXT.encode("cp932")
)
CHARSET_EQUALS = broken(
    "charset_with_two_equals", ["Content-Type: text/plain; charset==Shift_JIS"], TEXT.encode("cp932")
)
CHARSET_COMMENT = broken("charset_with_a_comment", ["Content-Type: text/plain; charset=ISO-2022-JP (JIS)"], jis(TEXT))
CHARSET_SEMICOLON = broken("charset_with_a_semicolon", ['Content-Type: text/plain; charset="ISO-2022-JP;"'], jis(TEXT))
NO_CHARSET_JIS = broken(
    "outlook_without_charset", ["Content-Type: text/plain;", "Content-Transfer-Encoding: 7bit"], jis(TEXT)
)
UTF8_AS_GB = broken(
    "utf8_declared_gb2312",
    ["Content-Type: text/plain; charset=gb2312"],
    "営業時間は9時–18時です。\r\n".encode(),
    "営業時間は9時–18時です。",
)
ODD_ENCODING = broken(
    "odd_transfer_encoding", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8 bit"], UTF8
)
WRONG_BASE64 = broken(
    "declared_base64_but_plain", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"], UTF8
)
FOOTER = broken(
    "base64_with_a_plain_footer",
    ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"],
    b64(UTF8) + b"-- \r\nml mailing list\r\nhttp://ml.example.jp/\r\n",
    TEXT + "-- \nml mailing list\nhttp://ml.example.jp/",
    new=TEXT,
)
LOWER_QP = broken(
    "qp_in_lower_case",
    ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: Quoted-Printable"],
    qp(UTF8).lower() + b"=",
)
QP_SPACES = broken(
    "qp_soft_break_with_spaces",
    ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"],
    b"=E6=9C=AC=  \r\n=E6=96=87=\r\n=E3=81=A7=E3=81=99=E3=80=82",
)
URL_IN_QP = broken(
    "qp_with_raw_equals",
    ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"],
    b"https://x.example/?id=100&z=zz\r\n",
    "https://x.example/?id\x100&z=zz",
)
NULS = broken("nul_bytes", ["Content-Type: text/plain; charset=utf-8"], b"\x00hel\x00lo\r\n", "hello")
BARE_CR = Mail("bare_cr", b"From: taro@yamada.example.jp\rSubject: broken\r\r" + TEXT.encode(), "broken", WHO, TEXT)
SPACE_COLON = Mail(
    "space_before_colon", b"From : taro@yamada.example.jp\r\nSubject :broken\r\n\r\nhello\r\n", "broken", WHO, "hello"
)
FROM_LINE = broken(
    "from_line_in_the_text",
    ["Content-Type: text/plain"],
    "From here on:\n>From there\n",
    "From here on:\n>From there",
    new="From here on:",
)

NO_CLOSING = broken(
    "no_closing_boundary",
    ['Content-Type: multipart/mixed; boundary="b"'],
    "--b\nContent-Type: text/plain\n\nhello\n",
    "hello",
)
EPILOGUE = broken(
    "preamble_and_epilogue",
    ['Content-Type: multipart/mixed; boundary="b"'],
    "pre\n--b\n\nhello\n--b--\npost\n",
    "hello",
)
PREFIX_BOUNDARY = Mail(
    "boundary_that_begins_another",
    multipart(
        sent("", WHO[1], "broken"),
        [
            container(
                [PLAIN, typed("<p>本文です。</p>", "utf-8", kind="html", encoding="8bit")], "alternative", "=_next1"
            ),
            FILE,
        ],
    ),
    "broken",
    WHO,
    TEXT,
    files=("a.pdf",),
)
SAME_BOUNDARY = Mail(
    "forward_with_the_same_boundary",
    multipart(
        sent("", WHO[1], "broken"),
        [
            PLAIN,
            [
                "Content-Type: message/rfc822",
                "Content-Transfer-Encoding: base64",
                b"",
                b64(multipart(sent("", WHO[1], "inner"), [PLAIN])),
            ],
        ],
    ),
    "broken",
    WHO,
    TEXT,
    files=("inner.eml",),
)
FORWARD_BLANK_ENCODING = parts(
    "forward_with_blank_encoding",
    "mixed",
    [PLAIN, ["Content-Type: message/rfc822", "Content-Transfer-Encoding: ", b"", letter(["Subject: inner"], "x")]],
    files=("inner.eml",),
)
ONLY_A_FILE = parts("no_text_only_a_file", "mixed", [FILE], "", ("a.pdf",))
EMPTY_TEXT = parts("empty_text_and_a_file", "mixed", [["Content-Type: text/plain", b"", b""], FILE], "", ("a.pdf",))
SIGNED = parts(
    "pgp_signed",
    "signed; micalg=pgp-sha256;",
    [PLAIN, ['Content-Type: application/pgp-signature; name="signature.asc"', b"", "-----BEGIN PGP SIGNATURE-----\n"]],
    files=("signature.asc",),
)
TEXT_FILE = parts(
    "text_as_a_file_first",
    "mixed",
    [
        ["Content-Type: text/plain; charset=utf-8", 'Content-Disposition: attachment; filename="log.txt"', b"", b"log"],
        PLAIN,
    ],
    files=("log.txt",),
)
TWO_TEXTS = parts(
    "image_between_texts",
    "mixed",
    [
        PLAIN,
        [
            "Content-Type: image/png",
            "Content-Disposition: inline; filename=p.png",
            "Content-Transfer-Encoding: base64",
            b"",
            b64(b"png"),
        ],
        typed("続きです。\n", "ISO-2022-JP"),
    ],
    "本文です。\n\n続きです。",
    ("p.png",),
)
JIS_HTML = broken(
    "jis_html",
    ["Content-Type: text/html; charset=iso-2022-jp"],
    b"<html><body>" + jis("宛先") + b": Admin<br>" + jis("件名") + b": &#43;1</body></html>",
    "宛先: Admin\n件名: +1",
)
META_DIFFERS = broken(
    "meta_names_another_charset",
    ["Content-Type: text/html; charset=utf-8"],
    '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><p>本文です。</p>'.encode(),
)
QUOTES_IN_NAME = parts(
    "file_with_quotes_in_sections",
    "mixed",
    [
        PLAIN,
        [
            "Content-Type: application/pdf",
            "Content-Disposition: attachment;\n\tfilename*0=\"1 'Trick' - now.\";\n\tfilename*1=pdf",
            b"",
            b"x",
        ],
    ],
    files=("1 'Trick' - now.pdf",),
)
ASCII_EXTENDED = parts(
    "file_extended_declared_ascii",
    "mixed",
    [
        PLAIN,
        [
            "Content-Type: application/pdf",
            f"Content-Disposition: attachment; filename*=\"us-ascii''{percent('表計算ソフト.pdf', 'shift_jis')}\"",
            b"",
            b"x",
        ],
    ],
    files=("表計算ソフト.pdf",),
)
NO_NAME_QUOTES = parts(
    "file_with_raw_spaces",
    "mixed",
    [PLAIN, ["Content-Type: application/pdf; name=11月 請求書.pdf", "Content-Disposition: attachment", b"", b"x"]],
    files=("11月 請求書.pdf",),
)
PATH_NAME = parts(
    "file_with_a_path",
    "mixed",
    [
        PLAIN,
        ["Content-Type: application/pdf", 'Content-Disposition: attachment; filename="../../etc/資料.pdf"', b"", b"x"],
    ],
    files=("資料.pdf",),
)
EAI = Mail(
    "unicode_address",
    "From: 田中 <田中@例え.テスト>\r\nSubject: broken\r\n\r\nhello\r\n".encode(),
    "broken",
    ("田中", "田中@例え.テスト"),
    "hello",
)
AT_IN_NAME = Mail(
    "address_as_name",
    letter(['From: "support@sakura.example" <taro@yamada.example.jp>', "Subject: broken"], "hello"),
    "broken",
    ("support@sakura.example", "taro@yamada.example.jp"),
    "hello",
)
EMPTY_WORDS = Mail(
    "empty_encoded_words",
    letter([f"From: =?UTF-8?B??= <{WHO[1]}>", "Subject: =?UTF-8?Q??= =?UTF-8?B?YnJva2Vu?="], "hello"),
    "broken",
    WHO,
    "hello",
)
NO_BLANK_LINE = broken(
    "base64_without_a_blank_line",
    ['Content-Type: multipart/mixed; boundary="b"'],
    "--b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: application/pdf; name=a.pdf\n"
    f"Content-Transfer-Encoding: base64\n{'JVBERi0x' * 20}\n--b--\n",
    "hello",
    ("a.pdf",),
)
