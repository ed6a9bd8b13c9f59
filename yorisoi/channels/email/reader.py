"""The reader of the kind `email`: what the decoder finds, in the words of channels."""

import re

from yorisoi.channels.contracts import AutomaticKind, BouncedRecipient, Party, ReceivedFlag
from yorisoi.channels.kinds import Content, ContentFile
from yorisoi.channels.tokens import read_tokens
from yorisoi.kernel import clock

from .mime import Address, ParsedMail, parse, safe_html

_MARKER = re.compile(r"\[ref:(y[a-z2-7]{39})\]")
_ROUTES = ("delivered-to", "x-original-to", "x-forwarded-to")


def read(raw: bytes) -> Content:
    """The content of a raw mail."""
    mail = parse(raw, now=clock.now())
    html, remote_images = _safe(mail)
    flags = {str(each) for each in mail.flags}
    if any(True for _ in read_tokens(mail.headers.get("x-yorisoi-loop", ""))):
        flags.add(ReceivedFlag.LOOP.value)
    bounce = mail.bounce
    return Content(
        automatic=AutomaticKind(mail.kind.value),
        subject=mail.subject,
        sender=_party(mail.from_),
        reply_to=_parties(mail.reply_to),
        to=_parties(mail.to),
        cc=_parties(mail.cc),
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        sent_at=mail.date,
        text=mail.text,
        body_new=mail.body_new,
        html=html,
        remote_images=remote_images,
        files=tuple(
            ContentFile(each.name, each.content_type, each.content, each.content_id, each.inline)
            for each in mail.attachments
        ),
        bounced=tuple(
            BouncedRecipient(each.email, each.status, each.reason, each.permanent) for each in bounce.recipients
        )
        if bounce
        else (),
        bounced_message_id=bounce.original_message_id if bounce else "",
        tokens=_token_texts(mail),
        headers=mail.headers,
        flags=frozenset(flags),
        notes=mail.notes,
    )


def _safe(mail: ParsedMail) -> tuple[str, int]:
    if not mail.html:
        return "", 0
    places = {each.content_id: f"cid:{place}" for place, each in enumerate(mail.attachments) if each.content_id}
    return safe_html(mail.html, inline=places)


def _party(address: Address) -> Party:
    return Party(address.email, address.name)


def _parties(addresses: tuple[Address, ...]) -> tuple[Party, ...]:
    return tuple(_party(each) for each in addresses if each.email)


def _token_texts(mail: ParsedMail) -> tuple[str, ...]:
    """Where a token of ours may stand: recipient addresses with a `+`, and markers in the text."""
    addresses = [each.email for each in (*mail.to, *mail.cc, *mail.bcc)]
    addresses += [mail.headers[name] for name in _ROUTES if name in mail.headers]
    found = [address[:500] for address in addresses if "+y" in address.lower()]
    return tuple(dict.fromkeys([*found[:20], *_MARKER.findall(mail.text)[:20]]))
