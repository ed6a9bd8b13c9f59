"""Which kind of mail this is: a person's, a list's, an automatic answer, or a report of a delivery that failed."""

from __future__ import annotations

import re

from .addresses import parse_addresses
from .automatic import is_auto_reply, is_away, is_bulk, is_complaint, leaves, says_automatic
from .automatic_phrases import FORWARD_SUBJECT, REPLY_SUBJECT
from .bodies import Body, subject_of
from .bounce_phrases import ASKING, BODY, SUBJECT
from .bounce_text import (
    bare_recipient,
    is_delay,
    is_machine,
    is_null,
    names_recipient,
    own_words,
    recipients_in,
    returns_mail,
    written_to,
)
from .contracts import Bounce, FailedRecipient, Flag, MailKind
from .delivery_status import Status, clean_address, read_notice, read_status
from .header_block import read_block
from .signs import Signs
from .words import header_text, unfold

_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_MESSAGE_ID = re.compile(r"^[>| \t]*message-id:[ \t]*<?([^<>\s@]{1,300}@[^<>\s@]{1,300})>?", re.I | re.M)


def classify(signs: Signs) -> tuple[MailKind, Bounce | None]:
    """The kind, and for bounces what failed. Adds to the body's flags: FEEDBACK_REPORT, OUT_OF_OFFICE."""
    if leaves(signs):
        signs.body.flags.add(Flag.FEEDBACK_REPORT)
    if is_complaint(signs):
        signs.body.flags.add(Flag.FEEDBACK_REPORT)
        return MailKind.BULK, None
    notice = read_notice(signs.text)
    if notice is not None:
        return _by_notice(signs, *notice)
    status = _machine_status(signs.body)
    if status.failed or status.delayed:
        return _by_status(signs, status)
    if status.succeeded:
        return MailKind.AUTO_REPLY, None
    if _is_written_bounce(signs):
        return _by_words(signs)
    if is_auto_reply(signs):
        if is_away(signs):
            signs.body.flags.add(Flag.OUT_OF_OFFICE)
        return MailKind.AUTO_REPLY, None
    return (MailKind.BULK if is_bulk(signs) else MailKind.PERSON), None


def _machine_status(body: Body) -> Status:
    total = Status()
    for kind, text in body.reports:
        if kind in _STATUS_TYPES:
            one = read_status(text)
            total.failed += one.failed
            total.delayed += one.delayed
            total.succeeded += one.succeeded
    return total


def _by_notice(signs: Signs, kind: str, status: Status) -> tuple[MailKind, Bounce | None]:
    if kind == "complaint":
        signs.body.flags.add(Flag.FEEDBACK_REPORT)
    if kind != "bounce":
        return MailKind.BULK, None
    permanent = bool(status.failed) or not status.delayed
    bounce = Bounce(recipients=tuple(status.failed + status.delayed))
    return (MailKind.BOUNCE_PERMANENT if permanent else MailKind.BOUNCE_DELAYED), bounce


def _by_status(signs: Signs, status: Status) -> tuple[MailKind, Bounce]:
    kind = MailKind.BOUNCE_PERMANENT if status.failed else MailKind.BOUNCE_DELAYED
    every = _unique(status.failed + status.delayed)
    if not every:
        words = own_words(signs.text)
        every = recipients_in(words, signs.own, permanent=kind is MailKind.BOUNCE_PERMANENT)
    return kind, _bounce(signs, every)


def _unique(recipients: list[FailedRecipient]) -> tuple[FailedRecipient, ...]:
    return tuple({each.email.lower(): each for each in reversed(recipients) if each.email}.values())[::-1]


def _is_written_bounce(signs: Signs) -> bool:
    """A report without a machine-readable part: a mail system's sender, and subject or words that say so."""
    if signs.block.get("x-failed-recipients") is not None:
        return True
    words = own_words(signs.text)[:6_000]
    machine = is_machine(signs.sender.name, signs.sender.email)
    if not machine and _is_answer(signs):
        return False
    empty_sender = not signs.sender.email
    says_subject = SUBJECT.search(signs.subject) is not None
    says_body = BODY.search(words) is not None
    if says_automatic(signs.subject) and not says_body:
        return False
    if signs.report_type == "delivery-status" and (machine or says_subject or says_body):
        return True
    if _rejected_by_machine(signs, words):
        return True
    if is_null(signs.headers.get("return-path", "")) and not machine and not empty_sender:
        return says_body and (says_subject or bool(signs.body.embedded))
    if says_subject and signs.sender.email.lower().startswith("mailer-daemon@"):
        return True
    if machine or empty_sender:
        return says_body or (says_subject and (bool(signs.body.embedded) or returns_mail(signs.text)))
    if signs.body.embedded:
        return says_subject and says_body
    whole = returns_mail(signs.text) or len(words) < 1_500
    return says_subject and says_body and whole and ASKING.search(words) is None and names_recipient(words, signs.own)


def _is_answer(signs: Signs) -> bool:
    """A person who forwards or answers a bounce writes a mail of his own."""
    if FORWARD_SUBJECT.match(signs.subject):
        return True
    return REPLY_SUBJECT.match(signs.subject) is not None and signs.continues


def _rejected_by_machine(signs: Signs, words: str) -> bool:
    """An RFC 8098 disposition that says the mail was thrown away unseen (Dovecot's sieve, quota)."""
    reports = [text for kind, text in signs.body.reports if kind == "message/disposition-notification"]
    thrown = any(re.search(r"disposition:.*(?:deleted|denied|failed)", each, re.I) for each in reports)
    return thrown and re.search(r"reject|quota|refused", signs.subject + words, re.I) is not None


def _by_words(signs: Signs) -> tuple[MailKind, Bounce]:
    words = own_words(signs.text)
    delayed = is_delay(signs.subject, words)
    kind = MailKind.BOUNCE_DELAYED if delayed else MailKind.BOUNCE_PERMANENT
    header = signs.block.get("x-failed-recipients")
    named = header_text(header).split(",") if header is not None else []
    failed = [FailedRecipient(found, "", "", not delayed) for each in named if (found := clean_address(each))]
    for report_kind, text in signs.body.reports:
        if report_kind == "message/disposition-notification" and not failed:
            failed = [each for each in read_status(text).failed if each.email]
    written = (
        recipients_in(words, signs.own, permanent=not delayed)
        or bare_recipient(words, signs.sender.email.rpartition("@")[2], permanent=not delayed)
        or _returned_to(signs, permanent=not delayed)
    )
    if failed:
        reasons = {each.email.lower(): each for each in written}
        return kind, _bounce(signs, tuple(reasons.get(each.email.lower(), each) for each in _unique(failed)))
    return kind, _bounce(signs, written)


def _returned_to(signs: Signs, *, permanent: bool) -> tuple[FailedRecipient, ...]:
    """Whom the returned mail was written to, when the report names nobody: only where that is one address."""
    if signs.body.embedded:
        raw = signs.body.embedded[0].block.get("to")
        every = parse_addresses(raw) if raw is not None else ()
        email = every[0].email if len(every) == 1 else ""
    else:
        email = written_to(signs.text)
    wrong = not email or "@" not in email or email.lower() in signs.own
    return () if wrong else (FailedRecipient(email, "", "", permanent),)


def _bounce(signs: Signs, recipients: tuple[FailedRecipient, ...]) -> Bounce:
    """The report with what is known of the mail it returns: embedded, as headers, or written in the text."""
    block = signs.body.embedded[0].block if signs.body.embedded else None
    if block is None:
        for kind, text in signs.body.reports:
            if kind.endswith(("rfc822-headers", "global-headers")):
                raw = text.encode("utf-8", "replace")
                block = read_block(raw, 0, len(raw), top=True)
    if block is not None and block.fields:
        raw_id = unfold(block.get("message-id") or b"")
        return Bounce(recipients, raw_id.decode("ascii", "replace").strip("<> ")[:500], subject_of(block))
    found = _MESSAGE_ID.search(signs.text[:200_000])
    return Bounce(recipients, found.group(1) if found else "")
