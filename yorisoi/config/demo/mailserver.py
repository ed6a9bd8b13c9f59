"""The world outside the demo company: an SMTP receiver that keeps every mail, and a way to answer as the customer.

Mails lie as .eml files in DATA_DIR/outside, named by time, so that the newest is the last by name.
"""

import os
import re
import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session
from django.conf import settings

from yorisoi.channels.email.mime import ParsedMail, parse
from yorisoi.kernel import clock
from yorisoi.kernel.ids import uuid7

NAME = re.compile(r"^[0-9a-f]{32}$")


@dataclass(frozen=True)
class Outside:
    """A mail that left the company."""

    name: str
    at: datetime
    mail: ParsedMail


def folder() -> Path:
    """Where the mails lie."""
    path: Path = settings.DATA_DIR / "outside"
    path.mkdir(parents=True, exist_ok=True)
    return path


class Keeper:
    """aiosmtpd's handler: everything is accepted and kept."""

    async def handle_DATA(self, _server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        keep(envelope.original_content or b"", clock.now())
        return "250 2.0.0 kept"


def keep(raw: bytes, at: datetime) -> None:
    """Put a mail into the folder, named by its moment; half-written ones have another ending."""
    name = f"{int(at.timestamp() * 1000):012x}{uuid7().hex[12:]}"
    part = folder() / f"{name}.part"
    part.write_bytes(raw)
    os.utime(part, (at.timestamp(), at.timestamp()))
    part.rename(folder() / f"{name}.eml")


def start(port: int) -> Controller:
    """Listen on loopback; the caller stops it."""
    controller = Controller(Keeper(), hostname="127.0.0.1", port=port, data_size_limit=settings.MAX_MAIL_BYTES)
    controller.start()
    return controller


def newest(count: int = 50) -> list[Outside]:
    """The last mails that left the company, newest first."""
    return [load(path.stem) for path in sorted(folder().glob("*.eml"), reverse=True)[:count]]


def load(name: str) -> Outside:
    """One mail by name; raises FileNotFoundError."""
    if not NAME.match(name):
        raise FileNotFoundError(name)
    path = folder() / f"{name}.eml"
    raw = path.read_bytes()
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=clock.now().tzinfo)
    return Outside(name, at, parse(raw))


def answer(outside: Outside, text: str) -> None:
    """Write back as the customer who got the mail: a real mail, in ISO-2022-JP where it fits, through the LMTP door."""
    mail, me = outside.mail, outside.mail.to[0]
    reply = compose(
        sender=(me.name, me.email),
        to=(mail.reply_to or (mail.from_,))[0].email,
        subject=mail.subject if mail.subject.lower().startswith("re:") else f"Re: {mail.subject}",
        text=f"{text}\n\n{quoted(mail)}",
    )
    reply["In-Reply-To"] = f"<{mail.message_id.strip('<>')}>"
    reply["References"] = " ".join(f"<{each.strip('<>')}>" for each in (*mail.references, mail.message_id))
    deliver(reply.as_bytes(policy=SMTP), me.email, (mail.from_.email,))


def quoted(mail: ParsedMail) -> str:
    """The mail as mail programs quote it in Japan."""
    when = f"{mail.date:%Y年%m月%d日 %H:%M} " if mail.date else ""
    lines = "\n".join(f"> {line}" for line in mail.text.splitlines())
    return f"{when}{mail.from_.name} <{mail.from_.email}>:\n{lines}"


def compose(*, sender: tuple[str, str], to: str, subject: str, text: str, charset: str = "utf-8") -> EmailMessage:
    """A customer's mail; a charset that cannot hold the text becomes UTF-8."""
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    mail = EmailMessage()
    name, address = sender
    mail["From"] = Address(name, addr_spec=address)
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = make_msgid(domain=address.partition("@")[2])
    mail.set_content(text, charset=charset)
    return mail


def deliver(raw: bytes, sender: str, to: tuple[str, ...]) -> None:
    """Hand a mail to the company's LMTP door."""
    host, _colon, port = settings.LMTP_LISTEN.rpartition(":")
    with smtplib.LMTP(host, int(port), timeout=20) as door:
        refused: dict[str, Any] = door.sendmail(sender, to, raw)
    if refused:
        raise smtplib.SMTPRecipientsRefused(refused)
