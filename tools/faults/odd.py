"""Mails that are too much: large, deep, wide. Bounded time and memory, a case for each, and the case says so."""

import base64
import io
import smtplib
import time
import zipfile
from collections.abc import Callable, Iterator
from html import unescape

from tools.faults.house import ADDRESS, House, case_of_received, wait_for
from tools.faults.verdict import Verdict

SECONDS = 60.0
MEGABYTES = 300.0


def odd(house: House) -> Iterator[Verdict]:
    """Each goes in by LMTP; the worker must have it on a case in time, with its memory bounded."""
    house.start()
    _deliver(house, _mail("warm", "text/plain", b"warm"))
    wait_for(lambda: case_of_received("warm@odd.example") is not None, "the first mail")
    for name, make in _ODD.items():
        yield _taken(house, name, make)
    yield _too_large(house)


def _taken(house: House, name: str, make: Callable[[], bytes]) -> Verdict:
    idle = max(house.memory_peak("server"), house.memory_peak("worker"))
    raw = make()
    started = time.monotonic()
    _deliver(house, raw)
    wait_for(lambda: case_of_received(f"{name}@odd.example") is not None, f"{name} on a case", SECONDS * 3)
    seconds = time.monotonic() - started
    shown, page_seconds, page = _shown(house, f"{name}@odd.example")
    told, said = _told(name, page)
    grown = max(house.memory_peak("server"), house.memory_peak("worker")) - idle
    return Verdict(
        f"{name} ({len(raw) / 1e6:.1f} MB) becomes a case that can be opened",
        seconds < SECONDS and page_seconds < 10 and grown < MEGABYTES and house.alive() and shown and told,
        f"on a case after {seconds:.1f} s, its page in {page_seconds:.1f} s, memory peak grew by {grown:.0f} MB, "
        f"the case says “{said}”",
    )


def _shown(house: House, message_id: str) -> tuple[bool, float, str]:
    """Does the page of its case answer, with the raw mail to be had, how long does it take, and what stands there?"""
    from yorisoi.channels.models import Received
    from yorisoi.desk.models import Case, Message

    case_id = case_of_received(message_id)
    assert case_id is not None
    number = Case.objects.get(id=case_id).number
    client = house.client()
    started = time.monotonic()
    status, page = client.request("GET", f"/cases/{number}/")
    seconds = time.monotonic() - started
    received = Received.objects.get(message_id=message_id)
    message = Message.objects.get(received_id=received.id)
    if message.has_html:
        status_html, _frame = client.request("GET", f"/messages/{message.id}/html/")
        seconds = time.monotonic() - started
        status = max(status, status_html)
    original, content = client.request("GET", f"/messages/{message.id}/original/")
    whole = status == 200 and original == 200 and len(content) == received.size
    return whole, seconds, unescape(page.decode())


def _told(name: str, page: str) -> tuple[bool, str]:
    """Does the page say what was cut, in the language of who reads it? And what it says."""
    from django.utils.translation import override

    from yorisoi.channels.public import note_words
    from yorisoi.desk.models import Message

    notes = Message.objects.values_list("notes", flat=True).get(case__subject=name)
    with override("ja"):
        words = [note_words(each) for each in notes]
    wanted = _TELLS[name]
    known = wanted in [each["code"] for each in notes] if wanted else not notes
    return known and all(each in page for each in words), " ".join(words)


def _too_large(house: House) -> Verdict:
    raw = _attached("huge", "application/zip", b"\0" * 50_000_000)
    try:
        _deliver(house, raw)
        answer = "taken"
    except smtplib.SMTPException as error:
        answer = str(error)
    return Verdict(
        f"a mail above the limit ({len(raw) / 1e6:.0f} MB) is refused for good, in words, and the sender keeps it",
        "552" in answer and house.alive(),
        answer[:80],
    )


def _deliver(house: House, raw: bytes) -> None:
    with smtplib.LMTP("127.0.0.1", house.lmtp, timeout=300) as door:
        door.sendmail("odd@example.com", [ADDRESS], raw)


def _mail(name: str, content_type: str, body: bytes, head: str = "") -> bytes:
    lines = (
        f"From: odd@example.com\r\nTo: {ADDRESS}\r\nSubject: {name}\r\nMessage-ID: <{name}@odd.example>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: {content_type}\r\n{head}\r\n"
    )
    return lines.encode() + body


def _attached(name: str, content_type: str, content: bytes) -> bytes:
    body = base64.encodebytes(content).replace(b"\n", b"\r\n")
    head = "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=bomb.zip\r\n"
    return _mail(name, content_type, body, head)


def _fifty_megabytes() -> bytes:
    return _attached("fifty-megabytes", "application/octet-stream", bytes(range(256)) * (36_000_000 // 256))


def _zip_bomb() -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open("zeros.txt", "w", force_zip64=True) as file,
    ):
        for _ in range(1000):
            file.write(b"0" * 1_000_000)
    return _attached("zip-bomb", "application/zip", packed.getvalue())


def _html_bomb() -> bytes:
    return _mail(
        "html-bomb", "text/html; charset=utf-8", b"<div>" * 300_000 + "こんにちは".encode() + b"</div>" * 300_000
    )


def _table_bomb() -> bytes:
    return _mail("html-tables", "text/html; charset=utf-8", b"<table><tr><td>" * 100_000 + b"x")


def _deep_parts() -> bytes:
    head = b"".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n".encode() for depth in range(5000)
    )
    return _mail("deep-parts", "multipart/mixed; boundary=top", b"--top\r\n" + head + b"\r\ndeep\r\n")


def _many_parts() -> bytes:
    part = b"--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment\r\n\r\nx\r\n"
    return _mail("many-parts", "multipart/mixed; boundary=b", part * 20_000 + b"--b--\r\n")


def _ten_thousand_recipients() -> bytes:
    people = ",\r\n ".join(f"c{number}@example.com" for number in range(10_000))
    return _mail("ten-thousand-recipients", "text/plain", b"to all", f"Cc: {people}\r\n")


def _links() -> bytes:
    links = b"".join(b'<a href="https://example.com/%d">link %d</a><br>' % (number, number) for number in range(6000))
    return _mail("six-thousand-links", "text/html; charset=utf-8", links)


def _long_line() -> bytes:
    return _mail("one-long-line", "text/plain; charset=utf-8", ("あ" * 3_000_000).encode())


def _headers() -> bytes:
    return _mail("many-headers", "text/plain", b"x", "".join(f"X-Header-{n}: {n}\r\n" for n in range(100_000)))


# What the case must say of each (a code of channels/note_words.py); nothing is cut of what has none.
_TELLS = {
    "fifty-megabytes": "",
    "zip-bomb": "unpacks_to",
    "html-bomb": "html_too_deep",
    "html-tables": "html_too_deep",
    "deep-parts": "too_deep",
    "many-parts": "too_many_parts",
    "ten-thousand-recipients": "many_recipients",
    "six-thousand-links": "too_many_links",
    "one-long-line": "text_cut",
    "many-headers": "too_many_headers",
}

_ODD: dict[str, Callable[[], bytes]] = {
    "fifty-megabytes": _fifty_megabytes,
    "zip-bomb": _zip_bomb,
    "html-bomb": _html_bomb,
    "html-tables": _table_bomb,
    "deep-parts": _deep_parts,
    "many-parts": _many_parts,
    "ten-thousand-recipients": _ten_thousand_recipients,
    "six-thousand-links": _links,
    "one-long-line": _long_line,
    "many-headers": _headers,
}
