"""Mutated mails: cut, spliced, bit-flipped, relabelled, nested, swollen. Whatever comes must be read in bounded time.

`bin/test mails fuzz [seconds [seed]]` runs it for so many seconds of CPU; a found mail is named by its seed.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable

from yorisoi.channels.email.envelope import peek
from yorisoi.channels.email.mime import Flag, ParsedMail, parse, safe_html

from ..japanese.judge import MAILS
from .shared import mails_folder, rows

Mutation = Callable[[random.Random, bytes, bytes], bytes]

MAX_BYTES = 400_000
SECONDS = 0.3
PER_BYTE = 4e-6
"""CPU a mail may cost: SECONDS, and so much for each byte (a hundred times what a usual mail costs)."""

CHARSETS = (
    b"iso-2022-jp shift_jis euc-jp utf-8 us-ascii gb2312 big5 euc-kr utf-16 utf-7 iso-2022-kr hz koi8-r x-unknown"
    b" windows-31j iso-8859-1 iso-2022-jp-ms utf-32 idna punycode rot13 unicode_escape undefined"
).split()
_CHARSET = re.compile(rb"(?i)(charset\s*=\s*\"?|=\?)([\w.:-]+)")
_ENCODING = re.compile(rb"(?i)(content-transfer-encoding:\s*)([\w-]+)")
_TYPE = re.compile(rb"(?i)(content-type:\s*)([\w/+.-]+)")
_BOUNDARY = re.compile(rb"(?m)^--[^\r\n]{1,80}\r?\n")
_TYPES = (
    b"multipart/mixed multipart/alternative multipart/report multipart/digest message/rfc822 message/partial"
    b" message/delivery-status text/html text/plain text/calendar application/ms-tnef text/enriched"
).split()


def cut(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    """A piece from the middle is lost, or the end."""
    start = chance.randrange(len(raw) + 1)
    return raw[:start] + raw[start + chance.choice((1, 2, 7, 200, len(raw))) :]


def splice(chance: random.Random, raw: bytes, other: bytes) -> bytes:
    """The start of one mail, the end of another."""
    return raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]


def flip(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    """Some bits turn."""
    data = bytearray(raw)
    for _time in range(chance.choice((1, 5, 40)) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def noise(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    """Random bytes are put in."""
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.randbytes(chance.choice((1, 16, 400))) + raw[at:]


def swap(pattern: re.Pattern[bytes], names: tuple[bytes, ...] | list[bytes]) -> Mutation:
    """Labels are exchanged for others."""

    def change(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
        return pattern.sub(lambda found: found.group(1) + chance.choice(names), raw)

    return change


def drop_boundaries(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    """Some boundary lines vanish or double."""
    return _BOUNDARY.sub(lambda found: found.group() * chance.choice((0, 1, 1, 2)), raw)


def double_headers(chance: random.Random, raw: bytes, other: bytes) -> bytes:
    """Header lines come twice, shuffled with another mail's."""
    head, _blank, body = raw.partition(b"\n\n") if b"\n\n" in raw else raw.partition(b"\r\n\r\n")
    every = head.split(b"\n") + other[:3_000].split(b"\n")
    chance.shuffle(every)
    return b"\n".join(every[: chance.randrange(1, len(every) + 1)]) + b"\n\n" + body


def huge_header(chance: random.Random, raw: bytes, other: bytes) -> bytes:
    """A header swells: a word, an address, an encoded word, a parameter, again and again."""
    name = chance.choice((b"Subject", b"To", b"From", b"References", b"Content-Type", b"X-A", b"Received"))
    piece = chance.choice(
        (
            b"=?UTF-8?B?44GC?= ",
            b"a@b.example, ",
            b"((",
            b'"\\',
            b"<",
            b"; a*0*=x",
            b"\n x",
            b"=?",
            b"\x1b$B",
            other[:300],
        )
    )
    return name + b": " + piece * chance.choice((50, 2_000, 15_000 // max(1, len(piece) // 4))) + b"\n" + raw


def deepen(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    """The mail lies in a mail in a mail, or in multiparts without end."""
    for depth in range(chance.choice((2, 30, 200))):
        mark = b"m%d" % depth
        outer = chance.choice((b"message/rfc822", b"multipart/mixed; boundary=" + mark))
        opening = b"--" + mark + b"\n" if outer.startswith(b"multipart") else b""
        raw = b"Content-Type: " + outer + b"\n\n" + opening + raw
    return raw


def repeat(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    """A piece comes a thousand times."""
    start = chance.randrange(len(raw) + 1)
    piece = raw[start : start + chance.choice((1, 4, 30, 120))]
    return raw[:start] + piece * chance.choice((20, 3_000)) + raw[start:]


def line_ends(chance: random.Random, raw: bytes, _other: bytes) -> bytes:
    """Line ends change, or go."""
    unified = raw.replace(b"\r\n", b"\n")
    return unified.replace(b"\n", chance.choice((b"\r", b"\r\r\n", b"\r\n", b" ", b"\n\n", b"\n\r", b"\n> ")))


MUTATIONS: tuple[Mutation, ...] = (
    cut,
    splice,
    flip,
    noise,
    swap(_CHARSET, CHARSETS),
    swap(_ENCODING, (b"base64", b"quoted-printable", b"7bit", b"x-uuencode", b"foo")),
    swap(_TYPE, _TYPES),
    drop_boundaries,
    double_headers,
    huge_header,
    deepen,
    repeat,
    line_ends,
)


def seeds() -> list[bytes]:
    """The mails to start from: our Japanese set, and the shared ones where they are."""
    found = [mail.raw for mail in MAILS]
    folder = mails_folder()
    if folder is not None:
        found += [row.raw() for row in rows(folder) if row.kind != "reply_body"]
    return [raw for raw in found if len(raw) <= MAX_BYTES]


def mutated(seed: int, mails: list[bytes]) -> bytes:
    """The mail of this seed: one of the set, changed one to four times."""
    chance = random.Random(seed)
    raw = chance.choice(mails)
    for _time in range(chance.randrange(1, 5)):
        raw = chance.choice(MUTATIONS)(chance, raw, chance.choice(mails))[:MAX_BYTES]
    return raw


def fault(raw: bytes) -> str:
    """What is wrong with how we read this, "" when nothing is."""
    started = time.process_time()
    try:
        peek(raw)
        mail = parse(raw)
        safe_html(mail.html)
    except Exception as error:  # every exception is what we look for
        return f"{type(error).__name__}: {error}"
    spent = time.process_time() - started
    if Flag.UNREADABLE in mail.flags:
        return str(mail.notes[0])
    if spent > SECONDS + PER_BYTE * len(raw):
        return f"took {spent:.2f} s for {len(raw):,} bytes"
    return _unstorable(mail)


def _unstorable(mail: ParsedMail) -> str:
    """A text that no database takes: NUL (PostgreSQL) or a lone surrogate (any)."""
    failed = mail.bounce.recipients if mail.bounce else ()
    texts = [
        *(mail.subject, mail.text, mail.html, mail.body_new, mail.body_quoted, mail.message_id, mail.in_reply_to),
        *(mail.from_.name, mail.from_.email, *mail.references, *mail.headers.values()),
        *(text for each in mail.notes for text in (each.about, each.detail)),
        *(text for each in (*mail.to, *mail.cc, *mail.reply_to) for text in (each.name, each.email)),
        *(text for each in mail.attachments for text in (each.name, each.content_type, each.content_id)),
        *(text for each in failed for text in (each.email, each.reason)),
    ]
    for text in texts:
        if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
            return f"cannot be stored: {text[:60]!r}"
    return ""


def main(seconds: float = 60, seed: int = 1) -> int:
    """Try mails for so many seconds of CPU; 1 when one of them was read wrongly."""
    mails = seeds()
    started, tried, bad = time.process_time(), 0, 0
    while time.process_time() - started < seconds:
        raw = mutated(seed + tried, mails)
        found = fault(raw)
        if found:
            bad += 1
            sys.stdout.write(f"seed {seed + tried}: {found}\n")
        tried += 1
    sys.stdout.write(f"{tried} mutated mails from seed {seed}, {bad} read wrongly\n")
    return 1 if bad else 0
