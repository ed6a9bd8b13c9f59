"""The fixed cast of channels: a mailbox of each brand, and mails as they arrive."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from yorisoi.channels.actions import Arrival, store_all
from yorisoi.channels.email.envelope import peek
from yorisoi.channels.models import Mailbox, Outbound, Received
from yorisoi.kernel import clock
from yorisoi.workspace.testing import Brand

__all__ = ["Mailbox", "Outbound", "Received", "arrive", "mail", "make_mailbox"]


def make_mailbox(brand: Brand, address: str, **fields: Any) -> Mailbox:
    """A mailbox that takes mail by LMTP."""
    fields = {"name": address, "config": {"incoming": "lmtp"}, "created_at": clock.now(), **fields}
    return Mailbox.objects.create(brand=brand, address=address, **fields)


def mail(
    text: str = "こんにちは。",
    *,
    sender: str = "山田 太郎 <yamada@example.com>",
    to: str = "support@sakura.example",
    subject: str = "届かない",
    message_id: str = "m1@example.com",
    headers: Sequence[str] = (),
) -> bytes:
    """A raw mail in 8-bit UTF-8 with CRLF line ends. Further header lines as they stand."""
    lines = [
        "Date: Sun, 22 Nov 2026 10:00:00 +0900",
        f"From: {sender}",
        f"To: {to}",
        f"Subject: {subject}",
        *([f"Message-ID: <{message_id}>"] if message_id else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        *headers,
        "",
        *text.split("\n"),
    ]
    return "\r\n".join(lines).encode() + b"\r\n"


def arrive(mailbox: Mailbox, raw: bytes, **fields: Any) -> UUID:
    """Store a raw mail as if it had come by LMTP; the received id (of the first one when it comes again)."""
    peeked = peek(raw)
    arrival = Arrival(
        mailbox_id=mailbox.pk,
        brand_id=mailbox.brand_id,
        kind="email",
        raw=raw,
        message_id=peeked.message_id,
        body_digest=peeked.body_digest,
        via="lmtp",
        **fields,
    )
    return store_all([arrival])[0].received_id


@pytest.fixture
def mailbox(brand: Brand) -> Mailbox:
    """support@sakura.example of `brand`."""
    return make_mailbox(brand, "support@sakura.example", name="サポート", display_name="さくら便サポート")


@pytest.fixture
def other_mailbox(other_brand: Brand) -> Mailbox:
    """support@momiji.example of `other_brand`."""
    return make_mailbox(other_brand, "support@momiji.example", name="もみじ館")
