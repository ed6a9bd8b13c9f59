"""Raw bytes to a ParsedMail. `parse` never raises: what cannot be read is noted, the rest is there."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from yorisoi.kernel import clock

from .addresses import first_address, parse_addresses
from .bodies import Body, collect, followed, invitations
from .bounds import MANY_RECIPIENTS, MAX_ADDRESSES, MAX_REFERENCES
from .contracts import Address, Flag, ListHeaders, MailKind, Note, NoteCode, ParsedMail
from .dates import parse_date
from .header_block import HeaderBlock
from .kinds import classify
from .list_posts import list_post
from .passages import readable_text, shown_html
from .quotes import parted
from .signs import Signs
from .structure import Part, TreeReader
from .words import header_text, unfold

_PIECE = 1 << 20
_MESSAGE_ID = re.compile(r"<\s*([^<>\s][^<>]{0,990}?)\s*>")
_INTEREST = (
    "auto-submitted precedence x-auto-response-suppress x-autoreply x-autorespond x-mailer user-agent"
    " return-path delivered-to x-original-to x-failed-recipients x-spam-flag x-spam-status importance x-priority"
    " list-id list-unsubscribe list-unsubscribe-post list-post x-yorisoi-loop x-loop feedback-id received-spf"
    " authentication-results content-language thread-topic thread-index x-forwarded-to resent-from x-precedence"
    " x-apple-action"
)
_HEADERS_OF_INTEREST = tuple(_INTEREST.split())


def parse(raw: bytes, *, now: datetime | None = None) -> ParsedMail:
    """Read a mail. `now` (aware) decides what a date in the future is; the current time when None. Never raises."""
    if b"\n" not in raw and b"\r" in raw:
        raw = raw.replace(b"\r", b"\n")
    reader = TreeReader()
    try:
        root = reader.read(raw, 0, len(raw))
        body = collect(root)
        body.notes[:0] = reader.notes
        if reader.notes:
            body.flags.add(Flag.MIME_BROKEN)
        if reader.cut:
            body.flags.add(Flag.CUT_SHORT)
        return _build(raw, root, body, now or clock.now())
    except Exception as error:  # the last line of defence: a mail must become a case whatever it holds
        return _unreadable(raw, error)


def _unreadable(raw: bytes, error: Exception) -> ParsedMail:
    """What is left when our own code fails: an identity, the start of the raw text, and a note."""
    digest = hashlib.sha256(raw).hexdigest()
    return ParsedMail(
        message_id=_made_id(digest),
        body_digest=digest,
        text=raw[:20_000].decode("ascii", "replace").replace("\x00", "").replace("\r\n", "\n"),
        flags=frozenset((Flag.UNREADABLE, Flag.MESSAGE_ID_MADE, Flag.DATE_MISSING, Flag.FROM_MISSING)),
        notes=(Note(NoteCode.UNREADABLE, detail=f"{type(error).__name__}: {error}"[:300]),),
    )


def _made_id(digest: str) -> str:
    return f"{digest[:40]}@made.yorisoi.invalid"


def _build(raw: bytes, root: Part, body: Body, now: datetime) -> ParsedMail:
    block = root.block
    headers = _headers(block, body.hint)
    date = _date(block, now, body)
    text = readable_text(body.passages)
    sender = _from(block, body)
    subject = _text(block, "subject", body.hint)
    to = _addresses(block, "to", body.hint)
    reply_to = _addresses(block, "reply-to", body.hint)
    cc = _addresses(block, "cc", body.hint)
    _count(to, cc, body)
    parts = parted(text)
    invited = invitations(body, text)
    text = followed(text, invited)
    own = frozenset(each.email.lower() for each in (sender, *to[:50]) if each.email)
    report_type = root.params.get("report-type", "").lower()
    signs = Signs(block, headers, sender, subject, text, body, report_type, parts.own, own, reply_to)
    kind, bounce = classify(signs)
    return ParsedMail(
        message_id=_message_id(block, raw, body),
        body_digest=_body_digest(raw, root.start),
        subject=subject,
        from_=sender,
        sender=first_address(value, body.hint) if (value := block.get("sender")) else None,
        reply_to=reply_to,
        to=to,
        cc=cc,
        bcc=_addresses(block, "bcc", body.hint),
        in_reply_to=next(iter(_ids(block, "in-reply-to")), ""),
        references=_references(block),
        date=date,
        text=text,
        html=shown_html(body.passages),
        attachments=tuple(body.files),
        body_new=followed(parts.new, invited).strip() if invited else parts.new,
        body_quoted=parts.folded,
        has_quote=parts.has_quote,
        has_signature=parts.has_signature,
        kind=kind,
        bounce=bounce,
        list_headers=_list_headers(headers),
        list_post=list_post(signs) if kind is MailKind.BULK else None,
        headers=headers,
        flags=frozenset(body.flags),
        notes=tuple(dict.fromkeys(body.notes))[:50],
    )


def _body_digest(raw: bytes, start: int) -> str:
    """sha256 of the body with "\\n" line ends, read in pieces so that a large mail is not copied."""
    digest = hashlib.sha256()
    while start < len(raw):
        end = start + _PIECE
        if raw[end - 1 : end] == b"\r":
            end += 1
        digest.update(raw[start:end].replace(b"\r\n", b"\n"))
        start = end
    return digest.hexdigest()


def _text(block: HeaderBlock, name: str, hint: str) -> str:
    raw = block.get(name)
    return header_text(raw, hint) if raw is not None else ""


def _headers(block: HeaderBlock, hint: str) -> dict[str, str]:
    found = {name: _text(block, name, hint) for name in _HEADERS_OF_INTEREST}
    return {name: value for name, value in found.items() if value}


def _addresses(block: HeaderBlock, name: str, hint: str) -> tuple[Address, ...]:
    return tuple(address for raw in block.every(name) for address in parse_addresses(raw, hint))


def _count(to: tuple[Address, ...], cc: tuple[Address, ...], body: Body) -> None:
    """A mail to very many says so; past the limit addresses were left out."""
    if len(to) + len(cc) < MANY_RECIPIENTS:
        return
    body.notes.append(Note(NoteCode.MANY_RECIPIENTS, limit=len(to) + len(cc)))
    if max(len(to), len(cc)) >= MAX_ADDRESSES:
        body.flags.add(Flag.CUT_SHORT)
        body.notes.append(Note(NoteCode.TOO_MANY_ADDRESSES, limit=MAX_ADDRESSES))


def _from(block: HeaderBlock, body: Body) -> Address:
    """The first From with an address; else Sender, Return-Path, or an empty one. Oddities are flagged."""
    lines = block.every("from")
    if len(lines) > 1:
        body.flags.add(Flag.SEVERAL_FROM)
    found = [first_address(raw, body.hint) for raw in lines]
    best = next((each for each in found if each.email), found[0] if found else Address("", ""))
    if not best.email:
        body.flags.add(Flag.FROM_MISSING)
        for name in ("sender", "x-sender", "resent-from"):
            raw = block.get(name)
            other = first_address(raw, body.hint) if raw is not None else Address("", "")
            if "@" in other.email:
                return Address(best.name or other.name, other.email)
    return best


def _ids(block: HeaderBlock, name: str) -> list[str]:
    """Message-IDs of a header; a bare word with "@" counts as one."""
    raw = block.get(name)
    if raw is None:
        return []
    text = unfold(raw)[:100_000].decode("ascii", "replace").replace("\x00", "")
    found = _MESSAGE_ID.findall(text)
    if not found:
        found = [word.strip("<>,;\"'") for word in text.split() if "@" in word]
    return ["".join(each.split()) for each in found]


def _message_id(block: HeaderBlock, raw: bytes, body: Body) -> str:
    found = next(iter(_ids(block, "message-id")), "")
    if not found:
        value = block.get("message-id")
        found = unfold(value).decode("ascii", "replace").strip("<> ")[:250] if value is not None else ""
        found = "".join(found.split()).replace("\x00", "")
    if found:
        return found[:500]
    body.flags.add(Flag.MESSAGE_ID_MADE)
    return _made_id(hashlib.sha256(raw).hexdigest())


def _references(block: HeaderBlock) -> tuple[str, ...]:
    every = list(dict.fromkeys(_ids(block, "references")))
    if len(every) > MAX_REFERENCES:
        every = [every[0], *every[-MAX_REFERENCES + 1 :]]
    return tuple(every)


def _date(block: HeaderBlock, now: datetime, body: Body) -> datetime | None:
    date = parse_date(_text(block, "date", body.hint))
    if date is None:
        body.flags.add(Flag.DATE_MISSING)
    elif date > now + timedelta(days=1):
        body.flags.add(Flag.DATE_FUTURE)
    return date


def _list_headers(headers: dict[str, str]) -> ListHeaders:
    return ListHeaders(
        list_id=headers.get("list-id", ""),
        unsubscribe=headers.get("list-unsubscribe", ""),
        unsubscribe_post=headers.get("list-unsubscribe-post", ""),
        post=headers.get("list-post", ""),
        precedence=headers.get("precedence", ""),
    )
