"""The table as raw mails, and attacks that need more than HTML: headers, parts, charsets, names."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import loads, scripts

SENDER = "stranger@attack.example"
FIRST = "attack-0@attack.example"
CODE = "window.pwned=1;alert(1);top.pwned=1"
_GIF = "R0lGODlhAQABAAAAACw="


@dataclass(frozen=True)
class Attack:
    """One mail. `laid_out`: it has HTML, so that the case offers it in a frame."""

    name: str
    raw: bytes
    laid_out: bool


def attacks(canary: str) -> Iterator[Attack]:
    """Every attack as a mail of one conversation. canary: `http://host:port`, where nothing may ever be asked for."""
    for number, (name, html) in enumerate(html_attacks(canary).items(), start=1):
        yield Attack(name, _mail(number, name, "text/html; charset=utf-8", f"<p>x</p>{html}"), laid_out=True)
    for number, (name, headers, body, laid_out) in enumerate(_mail_attacks(canary), start=1_000):
        subject = "" if any(line.startswith("Subject:") for line in headers) else name
        yield Attack(name, _mail(number, subject, "", body, headers), laid_out)


def html_attacks(canary: str) -> dict[str, str]:
    """Name -> HTML, with the code and the canary put in; a name for each, so that a hit says what hit."""
    tables = (
        scripts.SCRIPT, scripts.HANDLERS, scripts.ADDRESSES, scripts.SVG, scripts.MATHML, scripts.MISREADINGS,
        loads.CSS, loads.REMOTE, loads.CLOBBERING, loads.LURES,
    )  # fmt: skip
    return {name: _armed(html, canary, name) for table in tables for name, html in table.items()}


def _armed(text: str, canary: str, name: str) -> str:
    where = f"{canary}/{name.replace(' ', '-')}"
    return text.replace("JS", CODE).replace("URL", where).replace("HOST", urlsplit(canary).netloc)


def _mail(number: int, subject: str, content_type: str, body: str | bytes, headers: tuple[str, ...] = ()) -> bytes:
    lines = [
        f"Message-ID: <attack-{number}@attack.example>",
        f"Date: Sun, 22 Nov 2026 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02} +0900",
        *([] if number == 0 else [f"References: <{FIRST}>"]),
        *([] if any(line.startswith("From:") for line in headers) else [f"From: {SENDER}"]),
        *([f"Subject: {subject}"] if subject else []),
        *([f"Content-Type: {content_type}"] if content_type else []),
        "MIME-Version: 1.0",
        *headers,
    ]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return head + (body if isinstance(body, bytes) else body.encode()) + b"\r\n"


def opening() -> bytes:
    """The harmless mail that begins the conversation."""
    return _mail(0, "attacks", "text/plain; charset=utf-8", "こんにちは。")


def _parts(kind: str, *parts: str) -> tuple[str, str]:
    """The Content-Type line and the body of a multipart."""
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="b"', f"{body}--b--"


def _html(html: str) -> str:
    return f"Content-Type: text/html; charset=utf-8\r\n\r\n{html}"


def _file(kind: str, content: str, *, name: str = "x", cid: str = "", place: str = "attachment") -> str:
    mark = f"Content-ID: <{cid}>\r\n" if cid else ""
    encoded = b64encode(content.encode()).decode()
    head = f'Content-Type: {kind}\r\n{mark}Content-Disposition: {place}; filename="{name}"\r\n'
    return f"{head}Content-Transfer-Encoding: base64\r\n\r\n{encoded}"


def _mail_attacks(canary: str) -> Iterator[tuple[str, tuple[str, ...], str | bytes, bool]]:
    """(name, headers, body, laid out)."""
    yield from _cid_attacks(canary)
    yield from _charset_attacks()
    text = "Content-Type: text/plain; charset=utf-8"
    image = f"<img src=x onerror={CODE}>"
    yield "markup in a text", (text,), f"{image}<script>{CODE}</script>\n<svg onload={CODE}>", False
    yield "address in a text", (text,), f'https://x.example/"onmouseover={CODE} https://x.example/<script>', False
    yield "script address in a text", (text,), f"javascript:{CODE} data:text/html,<script>{CODE}</script>", False
    yield "direction in a text", (text,), "https://evil.example/\u202egpj.exe \u2067\u202eabc", False
    yield "template signs in a text", (text,), "{{ 7*7 }} {% raw %} ${7*7} #{7*7} <%= 7*7 %>", False
    yield "markup in a subject", (text, f"Subject: {image}</title><script>{CODE}</script>"), "x", False
    words = b64encode(f"</title>{image}".encode()).decode()
    yield "encoded markup in a subject", (text, f"Subject: =?utf-8?B?{words}?="), "x", False
    yield "direction in a subject", (text, "Subject: \u202etxt.exe \u2066x"), "x", False
    yield "line end in a subject", (text, "Subject: =?utf-8?Q?x=0D=0ABcc:_a@b.example=0D=0A=0D=0A<b>?="), "x", False
    yield "markup in a name", (text, f'From: "{image}" <{SENDER}>'), "x", False
    yield "markup in an encoded name", (text, f"From: =?utf-8?B?{words}?= <{SENDER}>"), "x", False
    yield "address as a name", (text, f'From: "support@bank.example" <{SENDER}>'), "x", False
    yield "direction in a name", (text, f"From: =?utf-8?B?4oCubW9jLmtuYWI=?= <{SENDER}>"), "x", False
    yield "markup in a copy", (text, f'Cc: "{image}" <"{image}"@attack.example>, <b>@x'), "x", False
    yield "markup in a reply address", (text, f'Reply-To: "<script>{CODE}</script>" <a@attack.example>'), "x", False
    yield "markup in a Message-ID", (text, f"In-Reply-To: <{image}@x>", f"X-Mailer: {image}"), "x", False
    names = (
        f"{image}.png",
        "../../etc/passwd",
        "C:\\\\x\\\\run.exe",
        "a\u202egpj.exe",
        "x" * 500 + ".html",
        "' onload='x",
        "",
    )
    for name in names:
        headers, body = _parts("mixed", f"{text}\r\n\r\nx", _file("application/octet-stream", "x", name=name))
        yield f"attachment called {name[:20]!r}", (headers,), body, False
    headers, body = _parts("mixed", _html(f"x<script>{CODE}</script>"), _html(f"<img src=x onerror={CODE}>"))
    yield "two HTML parts", (headers,), body, True
    headers, body = _parts(
        "mixed", f"Content-Type: message/rfc822\r\n\r\nSubject: {image}\r\nContent-Type: text/html\r\n\r\n{image}"
    )
    yield "a mail in the mail", (headers,), body, False
    event = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{image}\r\nLOCATION:<script>{CODE}</script>\r\nEND:VEVENT\r\nEND:VCALENDAR"
    yield "invitation", ("Content-Type: text/calendar; charset=utf-8",), event, False
    yield (
        "enriched text",
        ("Content-Type: text/enriched",),
        f"<bold>x</bold><param>{image}</param><<script>{CODE}",
        False,
    )
    headers, body = _parts(
        "alternative", f"{text}\r\n\r\nx", f"Content-Type: text/x-amp-html\r\n\r\n<script src={canary}>"
    )
    yield "AMP", (headers,), body, False
    yield (
        "HTML said to be XML",
        ("Content-Type: application/xhtml+xml",),
        f"<html><script>{CODE}</script></html>",
        False,
    )


def _cid_attacks(canary: str) -> Iterator[tuple[str, tuple[str, ...], str | bytes, bool]]:
    code = f"<script>{CODE}</script>"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='{CODE}'><image href='{canary}/cid-svg'/></svg>"
    for kind, content in (
        ("text/html", code),
        ("image/svg+xml", svg),
        ("application/xhtml+xml", code),
        ("text/xml", code),
    ):
        shown = (
            '<img src="cid:x@y"><iframe src="cid:x@y"></iframe><object data="cid:x@y"></object><a href="cid:x@y">x</a>'
        )
        headers, body = _parts("related", _html(shown), _file(kind, content, cid="x@y", place="inline"))
        yield f"cid of {kind}", (headers,), body, True
    headers, body = _parts("related", _html('<img src="cid:x">'), _file('image/png"><script>', svg, cid="x"))
    yield "cid of markup as a type", (headers,), body, True
    headers, body = _parts("related", _html('<img src="cid:x">'), _file("image/png", svg, cid="x", place="inline"))
    yield "cid of SVG said to be PNG", (headers,), body, True
    for target in (
        "../../accounts/logout/",
        f"{canary}/cid",
        "//canary.example/cid",
        "0",
        "999",
        'x" onerror="JS',
        "%22%3E%3Cscript%3E",
        "javascript:JS",
    ):
        headers, body = _parts(
            "related", _html(f"<img src='cid:{target}'>"), _file("image/gif", "x", cid=target.replace("JS", CODE))
        )
        yield f"cid {target[:16]!r}", (headers,), body, True
    headers, body = _parts(
        "related",
        _html('<img src="cid:x">' * 3_000),
        f"Content-Type: image/gif\r\nContent-ID: <x>\r\nContent-Transfer-Encoding: base64\r\n\r\n{_GIF}",
    )
    yield "one picture three thousand times", (headers,), body, True


def _charset_attacks() -> Iterator[tuple[str, tuple[str, ...], str | bytes, bool]]:
    image = f"<img src=x onerror={CODE}>".encode()
    utf7 = b"+ADw-img src=x onerror=" + CODE.encode() + b"+AD4-"
    yield "UTF-7", ("Content-Type: text/html; charset=utf-7",), b"<p>x</p>" + utf7, True
    yield "UTF-7 without charset", ("Content-Type: text/html",), b"<p>x</p>" + utf7, True
    jis = b'<p title="\x1b$B">x</p>\x1b(B' + image + b'">'
    yield "ISO-2022-JP swallows a quote", ("Content-Type: text/html; charset=iso-2022-jp",), jis, True
    yen = b"<p>\x1b(J\\x3cscript\\x3e\x1b(B\x1b(I<\x1b(B" + image + b"</p>"
    yield "ISO-2022-JP changes letters", ("Content-Type: text/html; charset=iso-2022-jp",), yen, True
    yield (
        "ISO-2022-JP in a comment",
        ("Content-Type: text/html; charset=iso-2022-jp",),
        b"<p>x</p><!--\x1b$B-->" + image + b"\x1b(B-->",
        True,
    )
    yield (
        "Shift_JIS swallows a quote",
        ("Content-Type: text/html; charset=shift_jis",),
        b'<p title="\x81">x</p>' + image + b'">',
        True,
    )
    yield (
        "half a UTF-8 letter",
        ("Content-Type: text/html; charset=utf-8",),
        b"<p title='\xe3\x81'>x</p>" + image + b"'>\xc0\xbcscript\xc0\xbe",
        True,
    )
    yield (
        "UTF-16",
        ("Content-Type: text/html; charset=utf-16",),
        f"<p>x</p><script>{CODE}</script>".encode("utf-16"),
        True,
    )
    yield (
        "hz",
        ("Content-Type: text/html; charset=hz-gb-2312",),
        b"<p>x</p>~{<img src=x onerror=" + CODE.encode() + b">~}",
        True,
    )
    yield "unknown charset", ('Content-Type: text/html; charset="x><script>"',), b"<p>x</p>" + image, True
    full = "＜script＞" + CODE + "＜/script＞"
    yield "full-width brackets", ("Content-Type: text/html; charset=utf-8",), f"<p>x</p>{full}".encode(), True
