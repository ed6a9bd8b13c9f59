"""Mail that no person wrote and that is no bounce: automatic answers, absences, lists, mailings, notices of programs.

What programs state comes first: RFC 3834, RFC 2369 and 2919, Precedence, X-Auto-Response-Suppress, the empty return
path; then what their words say, read only where no person may have quoted them.
"""

from __future__ import annotations

from .automatic_phrases import (
    AUTO_BODY,
    AUTO_HEADERS,
    AUTO_SUBJECT,
    AWAY_BODY,
    AWAY_IN_SUBJECT,
    AWAY_SUBJECT,
    READ_SUBJECT,
    RECEIPT_BODY,
    REPLY_SUBJECT,
    UNSUBSCRIBING,
)
from .bounce_text import is_null
from .bulk_phrases import (
    ANNOUNCED,
    DEALING,
    LIST_HEADERS,
    LIST_RETURN,
    MACHINE_RETURN,
    MAILING,
    MAILING_HEADER,
    MAILING_RETURN,
    PROGRAM_BODY,
    PROGRAM_MAILER,
    PROGRAM_SENDER,
    ROLE,
    TAGGED,
    UNSUBSCRIBE,
)
from .quotes import without_quotes
from .signs import Signs

_HEAD = 800
_TAIL = 2_500
_SHORT = 300
_TWO_LEVELS = frozenset(("co", "ne", "or", "ac", "go", "ed", "lg", "gr", "com", "net", "org", "gov", "edu"))


def says_automatic(subject: str) -> bool:
    """Does the subject alone say that this is an automatic answer?"""
    told = AUTO_SUBJECT.search(subject) or AWAY_SUBJECT.search(subject)
    return told is not None and REPLY_SUBJECT.match(subject) is None


def is_auto_reply(signs: Signs) -> bool:
    """An answer given by a program: by its headers, by its subject, or because it says so itself."""
    if signs.header("auto-submitted").startswith("auto-replied"):
        return True
    if any(signs.header(name).replace("-", "_") == "auto_reply" for name in ("precedence", "x-precedence")):
        return True
    if any(signs.block.get(name) is not None for name in AUTO_HEADERS):
        return True
    if "vacation" in signs.header("x-apple-action") or signs.header("delivered-to") == "autoresponder":
        return True
    if signs.has_report("message/disposition-notification") or says_automatic(signs.subject):
        return True
    if READ_SUBJECT.match(signs.subject) and signs.continues and len(signs.new) < _SHORT:
        return True
    answers = signs.continues or REPLY_SUBJECT.match(signs.subject) is not None
    if answers and is_null(signs.headers.get("return-path", "")):
        return True
    head = signs.new[:_HEAD]
    return AUTO_BODY.search(head) is not None or (answers and _is_receipt(signs, head))


def _is_receipt(signs: Signs, head: str) -> bool:
    """A ticket system's "we have received your request": made by a program, in answer to us."""
    made = signs.header("auto-submitted").startswith("auto-") or PROGRAM_BODY.search(signs.new) is not None
    return made and RECEIPT_BODY.search(head) is not None


def is_away(signs: Signs) -> bool:
    """Does an automatic answer tell of an absence?"""
    if "vacation" in signs.header("x-apple-action") or signs.block.get("x-vacation") is not None:
        return True
    if AWAY_SUBJECT.search(signs.subject) or AWAY_IN_SUBJECT.search(signs.subject):
        return True
    return AWAY_BODY.search(signs.new[: 2 * _HEAD]) is not None


def is_complaint(signs: Signs) -> bool:
    """A reader's "this is spam", sent by his mail service: RFC 5965, and Hotmail's, which only returns the mail."""
    if signs.report_type == "feedback-report" or signs.has_report("message/feedback-report"):
        return True
    returned = signs.body.embedded[0].block if signs.body.embedded else None
    if returned is None:
        return False
    told = signs.subject.lower().startswith("complaint about message from")
    return told or returned.get("x-hmxmroriginalrecipient") is not None


def leaves(signs: Signs) -> bool:
    """A mail by which a mail program leaves a mailing for its user (RFC 2369, mailto:)."""
    if signs.subject.strip().lower() != "unsubscribe" or UNSUBSCRIBING.match(signs.text) is None:
        return False
    return bool(signs.header("auto-submitted")) or len(signs.text.split()) > 1


def is_bulk(signs: Signs) -> bool:
    """A list, a mailing or a program's notice: no automatic answer is to go there."""
    if _stated(signs) or _is_list_post(signs) or _is_program_sender(signs):
        return True
    if PROGRAM_BODY.search(signs.new[:_HEAD]) is not None:
        return True
    if signs.continues or REPLY_SUBJECT.match(signs.subject) or _answers_elsewhere(signs):
        return False
    returned = signs.headers.get("return-path", "")
    if MAILING_RETURN.match(returned) or is_null(returned) or signs.block.get("errors-to") is not None:
        return True
    if _is_announced(signs) or _is_to_itself(signs, returned) or _is_shop_notice(signs):
        return True
    whole = len(signs.new.strip()) == len(signs.text.strip())
    words = signs.text if whole else without_quotes(signs.text)
    head, tail = words[:_HEAD], words[-_TAIL:]
    if PROGRAM_BODY.search(tail) or MAILING.search(head) or MAILING.search(tail):
        return True
    return len(words) > _SHORT and UNSUBSCRIBE.search(tail[len(tail) // 2 :]) is not None


def is_bulk_without_list(signs: Signs) -> bool:
    """Would it be bulk if no list had passed it on? Asked of the sender's own words alone, not of the list's footer."""
    if _made_by_program(signs) or PROGRAM_BODY.search(signs.new[:_HEAD]) is not None:
        return True
    if signs.continues or REPLY_SUBJECT.match(signs.subject):
        return False
    head, tail = signs.new[:_HEAD], signs.new[-_TAIL:]
    if PROGRAM_BODY.search(tail) or MAILING.search(head) or MAILING.search(tail):
        return True
    return len(signs.new) > _SHORT and UNSUBSCRIBE.search(tail[len(tail) // 2 :]) is not None


def _stated(signs: Signs) -> bool:
    """By a header that only programs set."""
    if any(signs.block.get(name) for name in LIST_HEADERS):
        return True
    if signs.header("precedence") in ("bulk", "list", "junk") or signs.header("x-precedence") in ("bulk", "list"):
        return True
    return _made_by_program(signs)


def _made_by_program(signs: Signs) -> bool:
    """By a header that the sender's own program sets."""
    if signs.header("auto-submitted") not in ("", "no"):
        return True
    suppressed = signs.header("x-auto-response-suppress")
    if suppressed and suppressed != "none":
        return True
    if signs.header("feedback-id") and not signs.header("feedback-id").endswith(":amazonses"):
        return True  # Amazon adds one of its own to every mail it relays
    return any(MAILING_HEADER.match(name) is not None for name, _value in signs.block.fields)


def _is_list_post(signs: Signs) -> bool:
    if LIST_RETURN.match(signs.headers.get("return-path", "")):
        return True
    answers = {each.email.lower() for each in signs.answers}
    return bool(answers & signs.own - {signs.sender.email.lower()}) and TAGGED.match(signs.subject) is not None


def _is_program_sender(signs: Signs) -> bool:
    """A sender nobody can answer; a form that sends for a customer names him in Reply-To."""
    named = any("@" in each.email and not PROGRAM_SENDER.search(each.email) for each in signs.answers)
    return not named and PROGRAM_SENDER.search(signs.sender.email) is not None


def _is_announced(signs: Signs) -> bool:
    """Is it written to a list for announcements?"""
    raw = signs.block.get("to")
    return raw is not None and ANNOUNCED.search(raw[:_HEAD].decode("utf-8", "replace")) is not None


def _is_to_itself(signs: Signs, returned: str) -> bool:
    """A server's program that writes to its owner in the owner's own name (commit mails, cron, backups)."""
    raw = signs.block.get("to") or b""
    itself = signs.sender.email.lower().encode() in raw[:_HEAD].lower() and "@" in signs.sender.email
    return itself and MACHINE_RETURN.match(returned) is not None


def _is_shop_notice(signs: Signs) -> bool:
    """A shop's program after a dealing: sent by a library, from a role's address, with a dealing as its subject."""
    mailer = signs.headers.get("x-mailer", "")
    shop = ROLE.match(signs.sender.email) is not None and PROGRAM_MAILER.search(mailer) is not None
    return shop and DEALING.search(signs.subject) is not None


def _answers_elsewhere(signs: Signs) -> bool:
    """Does Reply-To lead to another house than From, as with forms and tools that send in somebody's name?"""
    house = _house(signs.sender.email)
    return any("@" in each.email and _house(each.email) != house for each in signs.answers)


def _house(email: str) -> str:
    """The domain one registers: "mail.example.co.jp" is "example.co.jp"."""
    labels = email.rpartition("@")[2].lower().split(".")
    long = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _TWO_LEVELS
    return ".".join(labels[-3:] if long else labels[-2:])
