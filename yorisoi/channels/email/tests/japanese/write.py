"""Writes Japanese mail byte by byte, as the programs do that send it.

Nothing of our own decoder or composer is used: what comes out is judged by expectations written by hand.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mail:
    """A mail and what a person reads in it.

    text: the whole readable text; new: what the sender wrote now ("" means all of `text`); files: names of the
    attachments, in order; failed: the addresses a bounce names. Outer white space is not compared.
    """

    name: str
    raw: bytes = field(repr=False)
    subject: str
    sender: tuple[str, str]
    text: str
    new: str = ""
    kind: str = "person"
    files: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def jis_code(char: str) -> bytes:
    """A character's JIS X 0208 code with NEC's and IBM's additions, as CP50220 writes them: 髙 is 7C62, ① is 2D21.

    By Microsoft's code page 932, whose IBM rows (FA5C on) are written in NEC's places (ED40 on).
    """
    lead, trail = char.encode("cp932")
    if lead >= 0xFA:
        index = (lead - 0xFA) * 188 + trail - (0x40 if trail < 0x7F else 0x41) - 28
        lead, trail = 0xED + index // 188, index % 188 + 0x40
        trail += trail >= 0x7F
    row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + 0x21
    if trail >= 0x9F:
        return bytes((row + 1, trail - 0x7E))
    return bytes((row, trail - (0x1F if trail < 0x7F else 0x20)))


def jis(text: str) -> bytes:
    """ISO-2022-JP as Windows writes it; half-width kana between ESC ( I and ESC ( B (CP50221)."""
    out = bytearray()
    state = b"(B"
    for char in text:
        if char < "\x80":
            wanted, code = b"(B", char.encode()
        elif "｡" <= char <= "ﾟ":
            wanted, code = b"(I", bytes((char.encode("cp932")[0] & 0x7F,))
        else:
            wanted, code = b"$B", jis_code(char)
        if wanted != state:
            out += b"\x1b" + wanted
            state = wanted
        out += code
    return bytes(out) + (b"\x1b(B" if state != b"(B" else b"")


def euc(text: str) -> bytes:
    """EUC-JP as Windows writes it (CP51932): JIS codes with the high bits set, kana behind SS2."""
    out = bytearray()
    for char in text:
        if char < "\x80":
            out += char.encode()
        elif "｡" <= char <= "ﾟ":
            out += b"\x8e" + char.encode("cp932")
        else:
            out += bytes(byte | 0x80 for byte in jis_code(char))
    return bytes(out)


def encoded(text: str, charset: str) -> bytes:
    """A text in the charset, by its label."""
    label = charset.lower()
    if label in ("iso-2022-jp", "iso-2022-jp-ms", "cp50221"):
        return jis(text)
    if label in ("euc-jp", "eucjp-ms", "x-euc-jp"):
        return euc(text)
    return text.encode({"windows-31j": "cp932", "shift_jis": "cp932", "x-sjis": "cp932"}.get(label, label))


def word(text: str | bytes, charset: str = "ISO-2022-JP") -> str:
    """One encoded word in B."""
    data = encoded(text, charset) if isinstance(text, str) else text
    return f"=?{charset}?B?{base64.b64encode(data).decode()}?="


def q_word(text: str, charset: str = "UTF-8") -> str:
    """One encoded word in Q, every 8-bit byte and sign written as =XX."""
    data = encoded(text, charset)
    signs = (chr(byte) if chr(byte).isalnum() and byte < 0x80 else f"={byte:02X}" for byte in data)
    return f"=?{charset}?Q?{''.join(signs)}?="


def percent(text: str, charset: str = "utf-8") -> str:
    """RFC 2231's %XX."""
    data = encoded(text, charset)
    return "".join(chr(byte) if byte < 0x80 and chr(byte).isalnum() else f"%{byte:02X}" for byte in data)


def b64(data: bytes) -> bytes:
    """A base64 body in lines of 76."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def qp(data: bytes) -> bytes:
    """A quoted-printable body, as iPhones write it."""
    return binascii.b2a_qp(data).replace(b"\n", b"\r\n").replace(b"\r\r\n", b"\r\n")


def lines(text: str) -> str:
    """CRLF at the line ends."""
    return text.replace("\n", "\r\n")


def letter(headers: Sequence[str | bytes], body: bytes | str = b"") -> bytes:
    """A mail: header lines, an empty line, the body with CRLF. A header of bytes is taken as it is."""
    head = b"\r\n".join(each if isinstance(each, bytes) else lines(each).encode() for each in headers)
    return head + b"\r\n\r\n" + (lines(body).encode() if isinstance(body, str) else body)


def typed(text: str, charset: str, *, encoding: str = "7bit", more: str = "", kind: str = "plain") -> list[str | bytes]:
    """The content headers of a text, and its encoded body as the last item: unpack with `*typed(...)` into `part`."""
    data = encoded(lines(text), charset)
    body = b64(data) if encoding == "base64" else qp(data) if encoding == "quoted-printable" else data
    return [
        f"Content-Type: text/{kind}; charset={charset}{more}",
        f"Content-Transfer-Encoding: {encoding}",
        b"",
        body,
    ]


def text_mail(headers: Sequence[str | bytes], text: str, charset: str = "ISO-2022-JP", **how: str) -> bytes:
    """A mail of one text."""
    *content, _empty, body = typed(text, charset, **how)
    assert isinstance(body, bytes)
    return letter([*headers, "MIME-Version: 1.0", *content], body)


def multipart(headers: Sequence[str | bytes], parts: Sequence[Sequence[str | bytes]], kind: str = "mixed") -> bytes:
    """A mail of several parts, each a list of header lines, an empty one and a body."""
    return letter([*headers, "MIME-Version: 1.0", *container(parts, kind)])


def container(parts: Sequence[Sequence[str | bytes]], kind: str, mark: str = "=_next") -> list[str | bytes]:
    """The content type and body of a multipart, to be used as a mail's end or as a part."""
    quoted = kind if ";" in kind else f"{kind};"
    body = b""
    for each in parts:
        body += b"\r\n--" + mark.encode() + b"\r\n"
        body += b"\r\n".join(item if isinstance(item, bytes) else lines(item).encode() for item in each)
    return [f'Content-Type: multipart/{quoted} boundary="{mark}"', b"", body + f"\r\n--{mark}--\r\n".encode()]


def sent(
    name: str, email: str, subject: str, *more: str, date: str = "Sun, 22 Nov 2026 10:00:00 +0900"
) -> list[str | bytes]:
    """The usual header lines; name and subject are already encoded."""
    shown = f"{name} <{email}>" if name else email
    return [
        f"From: {shown}",
        "To: support@sakura.example",
        f"Subject: {subject}",
        f"Date: {date}",
        f"Message-ID: <{abs(hash_of(subject + email))}@mail.example.jp>",
        *more,
    ]


def hash_of(text: str) -> int:
    """A number that is the same in every run."""
    return binascii.crc32(text.encode())


def winmail(body: str, name: str, content: bytes) -> bytes:
    """A winmail.dat as Outlook writes it (MS-OXTNEF): code page 932, the text, one file with its title and data."""

    def attribute(level: int, tag: int, value: bytes) -> bytes:
        head = bytes((level,)) + struct.pack("<II", tag, len(value))
        return head + value + struct.pack("<H", sum(value) & 0xFFFF)

    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + attribute(1, 0x00069007, struct.pack("<II", 932, 0))
        + attribute(1, 0x0002800C, lines(body).encode("cp932") + b"\0")
        + attribute(2, 0x00069002, bytes(14))
        + attribute(2, 0x00018010, name.encode("cp932") + b"\0")
        + attribute(2, 0x0006800F, content)
    )
