"""The reader of the kind `email`: what the decoder finds, in the words of channels."""

import re

from yorisoi.channels.contracts import AutomaticKind, BouncedRecipient, Note, Party, ReceivedFlag
from yorisoi.channels.kinds import Content, ContentFile, ThroughList
from yorisoi.channels.note_words import LOGGED
from yorisoi.channels.tokens import read_tokens
from yorisoi.kernel import clock

from .mime import Address, ParsedMail, parse, safe_html
from .mime import Note as Told

_MARKER = re.compile(r"\[ref:(y[a-z2-7]{39})\]")
_ROUTES = ("delivered-to", "x-original-to", "x-forwarded-to")


def read(raw: bytes) -> Content:
    """The content of a raw mail."""
    mail = parse(raw, now=clock.now())
    told: list[Told] = list(mail.notes)
    html, remote_images = _safe(mail, told)
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
        has_quote=mail.has_quote,
        has_signature=mail.has_signature,
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
        notes=tuple(_note(each) for each in dict.fromkeys(told)),
        through_list=_through_list(mail),
    )


def _note(told: Told) -> Note:
    return Note(told.code.value, told.about, told.detail, told.limit, shown=told.code.value not in LOGGED)


def _through_list(mail: ParsedMail) -> ThroughList | None:
    post = mail.list_post
    if post is None:
        return None
    return ThroughList(post.addresses, AutomaticKind(post.kind.value), _party(post.author) if post.author else None)


def _safe(mail: ParsedMail, told: list[Told]) -> tuple[str, int]:
    if not mail.html:
        return "", 0
    places = {each.content_id: f"cid:{place}" for place, each in enumerate(mail.attachments) if each.content_id}
    return safe_html(mail.html, inline=places, notes=told)


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
