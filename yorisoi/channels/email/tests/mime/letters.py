"""Small raw mails for the decoder's tests, written out by hand."""

from __future__ import annotations

from collections.abc import Sequence

HEAD = (
    "From: 山田太郎 <yamada@example.jp>\nTo: support@sakura.example\nSubject: 件名\n"
    "Date: Sun, 22 Nov 2026 10:00:00 +0900\nMessage-ID: <1@example.jp>\nMIME-Version: 1.0\n"
)


def letter(body: str | bytes = "本文です。\n", *, headers: str = "", head: str = HEAD) -> bytes:
    """A mail of `head`, `headers` (lines without the last line end) and `body`, in UTF-8 where it is text."""
    raw = body.encode() if isinstance(body, str) else body
    extra = f"{headers}\n" if headers else ""
    return head.encode() + extra.encode() + b"\n" + raw


def multipart(parts: Sequence[str | bytes], *, kind: str = "mixed", head: str = HEAD, more: str = "") -> bytes:
    """A multipart mail; each part is its headers, an empty line and its body."""
    body = b""
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        body += b"--b\n" + raw + b"\n"
    return letter(body + b"--b--\n", headers=f'Content-Type: multipart/{kind}; boundary="b"{more}', head=head)


def plain(text: str = "本文です。") -> str:
    """A text part."""
    return f"Content-Type: text/plain; charset=utf-8\n\n{text}\n"
