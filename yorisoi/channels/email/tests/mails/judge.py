"""How one file's stated expectations are compared with what we read. Each check is a field name and True or False."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

from yorisoi.channels.email.mime import Address, Flag, MailKind, ParsedMail, new_part

from .shared import Row

Check = tuple[str, bool, str, str]
"""(field, right?, expected, got)"""

_SPACE = re.compile(r"\s+")
_MADE_NAME = re.compile(r"[0-9a-f]{8}")
_REFERENCE = re.compile(r"&#x([0-9a-f]{4,6});")
_TAGS = re.compile(r"<[^>]{0,5000}>")
BOUNCES = (MailKind.BOUNCE_PERMANENT, MailKind.BOUNCE_DELAYED)


def folded(text: str) -> str:
    """White space folded, as the set's README asks."""
    return _SPACE.sub(" ", text).strip()


def judge_mail(row: Row, mail: ParsedMail) -> Iterator[Check]:
    """All checks of a raw mail."""
    stated = row.expected
    if "subject" in stated:
        yield _subject(stated["subject"], mail.subject)
    if any(each.startswith("from") for each in stated):
        yield _sender(stated, mail.from_)
    if stated.get("attachments") is not None:
        yield _names(stated["attachments"], [each.name for each in mail.attachments])
    if "attachment_count" in stated:
        yield _equal("attachment count", str(stated["attachment_count"]), str(len(mail.attachments)))
    if "body_prefix" in stated:
        yield _body(stated["body_prefix"], mail)
    if "body_contains" in stated:
        wanted = folded(stated["body_contains"])
        yield "body", wanted in folded(mail.text + " " + mail.html), wanted, mail.text[:200]
    if "is_bounce" in stated:
        field = "bounce recall" if stated["is_bounce"] else "bounce specificity"
        yield field, (mail.kind in BOUNCES) == stated["is_bounce"], str(stated["is_bounce"]), mail.kind
    if "failed_recipients" in stated:
        got = sorted({each.email.lower() for each in mail.bounce.recipients} if mail.bounce else ())
        yield _equal(
            "failed recipients", ", ".join(sorted(map(str.lower, stated["failed_recipients"]))), ", ".join(got)
        )
    if "is_auto_reply" in stated:
        yield "auto-reply", (mail.kind is MailKind.AUTO_REPLY) == stated["is_auto_reply"], "auto_reply", mail.kind
    if "is_feedback_report" in stated:
        got_flag = Flag.FEEDBACK_REPORT in mail.flags
        yield "feedback report", got_flag == stated["is_feedback_report"], str(stated["is_feedback_report"]), ""
    if "stripped_reply" in stated:
        yield _reply(stated, mail.body_new)


def judge_reply(row: Row) -> Iterator[Check]:
    """The checks of a reply body: decoded text (or HTML) whose new part is to be found."""
    text = row.raw().decode("utf-8", "replace").replace("\r\n", "\n")
    if row.file.endswith(".html"):
        from yorisoi.channels.email.mime.html_text import html_to_text

        text = html_to_text(text)
    new, quoted = new_part(text)
    stated = row.expected
    if "stripped_reply" in stated:
        yield _reply(stated, new)
    if stated.get("elided_prefix"):
        yield "quoted part", folded(quoted).startswith(folded(stated["elided_prefix"])), stated["elided_prefix"], quoted
    if "first_fragment" in stated:
        yield "first fragment", folded(new).startswith(folded(stated["first_fragment"])), stated["first_fragment"], new


def _pattern(text: str) -> re.Pattern[str]:
    """An expectation as a pattern: U+FFFD in it means its maker lost the character, so any will do there.

    &#xe63e; stands for a carrier's emoji, a private use character.
    """
    text = _REFERENCE.sub(lambda found: chr(int(found.group(1), 16)), folded(text))
    return re.compile(".".join(re.escape(piece) for piece in text.split("\ufffd")), re.S)


def _subject(wanted: str, got: str) -> Check:
    return "subject", _pattern(wanted).fullmatch(folded(got)) is not None, wanted, got


def _equal(field: str, wanted: str, got: str) -> Check:
    return field, wanted == got, wanted, got


def _sender(stated: dict[str, Any], got: Address) -> Check:
    name, email = stated.get("from_name"), stated.get("from_email")
    if "from" in stated:
        name, _angle, rest = stated["from"].rpartition("<")
        email = rest.rstrip(">")
        name = name.strip(' "') if _angle else None
    right = (email is None or email.lower() == got.email.lower()) and (name is None or folded(name) == got.name)
    return "from", right, f"{name} <{email}>", f"{got.name} <{got.email}>"


def _names(wanted: list[str | None], got: list[str]) -> Check:
    """In order; a part the source leaves without a name (null, or eight made-up hex digits) may have any."""
    right = len(wanted) == len(got) and all(
        one is None or _MADE_NAME.fullmatch(one) is not None or _pattern(_last(one)).fullmatch(_last(two)) is not None
        for one, two in zip(wanted, got, strict=True)
    )
    return "attachment names", right, str(wanted), str(got)


def _last(name: str) -> str:
    """Folders are never part of a name with us."""
    return folded(re.split(r"[\\/]", name)[-1]).strip(". ")


def _body(wanted: str, mail: ParsedMail) -> Check:
    """Equal at the start, white space folded."""
    want = folded(_TAGS.sub(" ", wanted) if wanted.lstrip().startswith("<") else wanted)
    right = _pattern(want).match(folded(mail.text)) is not None
    return "body", right, want, folded(mail.text)[: len(want) + 40]


def _reply(stated: dict[str, Any], new: str) -> Check:
    wanted = stated["stripped_reply"]
    if stated.get("compare") == "whitespace removed":
        return "stripped reply", _SPACE.sub("", wanted) == _SPACE.sub("", new), wanted, new
    return "stripped reply", folded(wanted) == folded(new), wanted, new


def replacement_sent(raw: bytes) -> bool:
    """Did the sender himself write U+FFFD? Asked of the standard library, not of our decoder."""
    if b"\xef\xbf\xbd" in raw:
        return True
    parts = (part.get_payload(decode=True) for part in message_from_bytes(raw).walk() if not part.is_multipart())
    return any(isinstance(part, bytes) and b"\xef\xbf\xbd" in part for part in parts)
