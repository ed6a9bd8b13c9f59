"""Bounces written for people: which text is one, whom it names, whether it is final. English, Japanese and others."""

from __future__ import annotations

import re

from .bounce_phrases import DELAY, FINAL, FOREIGN_LINE, RETURNED, SENDER
from .contracts import FailedRecipient
from .delivery_status import status_code
from .patterns import one_of

_MAX_WORDS = 60_000
_MAX_LINE = 400
_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,200}@[A-Za-z0-9][A-Za-z0-9._-]{0,250}[A-Za-z0-9]"
_ANY = re.compile(rf"(?<![A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-])<?({_ADDRESS})>?")
_LABEL = re.compile(
    r"(?<![\w.+-])"
    + one_of(
        "(?:failed|undeliverable|intended|invalid)[ -](?:recipients?|address|final delivery userid)|error-for",
        r"original(?:ly)? address(?:ed to)?|addressed to|delivery failed(?: \d+ attempts)?|undeliverable\s+to",
        "(?:could not|not|unable to|cannot)(?: be)? deliver(?:ed)?(?: (?:mail|message))?(?: to)?|permanent errors",
        "did not reach the following recipient|RCPT TO|your message to|smtp|recipient(?: address)?|mailbox is full",
        "local user|user unknown|message was addressed,|宛先|あて先|送信先",
    )
    + rf"\s*[:=]?\s*\[?\"?<?({_ADDRESS})>?",
    re.I,
)
_ALONE = re.compile(
    rf"^[>|\s*・•\-\d.\[\"'(]*(?:<?{_ADDRESS}[>\"']?\s+)?[<\"'\[(]*({_ADDRESS})[>\"'\])]*\s*"
    r"(?:$|:|;|,|\.\.\.|[-–]\s|\(|\[|\son\s|\.\s|\s{2,}|failed|unknown)",
    re.M,
)
_EXPANDED = re.compile(rf"\((?:expanded|generated) from:?\s*<?({_ADDRESS})>?\)", re.I)
_REPLY = re.compile(rf"^\W*(?:\w+ <<< |<<< )?[45]\d\d[ -].*?<?({_ADDRESS})>?", re.M)
_CLEAR = ((_ALONE, _LABEL, _EXPANDED), (_REPLY,))
_OURS = re.compile(r"mailer-daemon|postmaster|abuse@|support@|help@|mail-abuse", re.I)


def is_machine(name: str, email: str) -> bool:
    """Does the sender look like a mail system, by name or by local part?"""
    return SENDER.search(email.partition("@")[0]) is not None or SENDER.search(name) is not None


def is_null(return_path: str) -> bool:
    """Was the mail sent with the empty return path, as reports and automatic answers are (RFC 5321 §4.5.5)?"""
    return return_path.strip().strip("<>").lower() in ("", "mailer-daemon") and bool(return_path.strip())


def returns_mail(text: str) -> bool:
    """Does the text hold the mail it reports about, or parts of it?"""
    return RETURNED.search(text[:_MAX_WORDS]) is not None


def own_words(text: str) -> str:
    """The report itself, without the mail it returns."""
    text = text[:_MAX_WORDS]
    found = RETURNED.search(text)
    return text[: found.start()] if found is not None and found.start() > 0 else text


def is_delay(subject: str, words: str) -> bool:
    """Is this only a warning, further attempts to come?"""
    if re.search(r"delay|warning|遅延", subject, re.I) and not re.search(r"fail|user unknown|return", subject, re.I):
        return DELAY.search(words) is not None or not re.search(
            r"fatal|permanent(?:ly)? (?:failed|error)|no such user", words, re.I
        )
    return DELAY.search(words) is not None and FINAL.search(words) is None


_BARE = re.compile(
    r"(?:(?:recipients?|address(?:es)?|users?)\b|delivered to the following)[^\n:]{0,120}"
    r"(?:\n[^\n:]{1,80})?:[ \t]*\n(?:[ \t]*\n)?"
    r"[ \t]+([A-Za-z0-9._-]{2,40})(?:[ \t]*(?=\n|$)|[ \t]{2,}\w)",
    re.I,
)
_LISTED = re.compile(
    r"(?:not|could not be) delivered to the following[^\n:]{0,60}:[ \t]*\n((?:[ \t]*\n)?(?:[ \t]*\S[^\n]*\n){1,50})",
    re.I,
)
_WRITTEN_TO = re.compile(rf"^[>| \t]*To:[ \t]*[^\n@]{{0,100}}?<?({_ADDRESS})>?[ \t]*$", re.I | re.M)


def written_to(text: str) -> str:
    """The address in the To line of a mail that is returned as text, "" when there is none or are several."""
    text = text[:_MAX_WORDS]
    found = RETURNED.search(text)
    lines = _WRITTEN_TO.findall(text, found.start()) if found is not None else []
    return lines[0] if len(lines) == 1 else ""


def recipients_in(words: str, own: frozenset[str], *, permanent: bool) -> tuple[FailedRecipient, ...]:
    """The addresses a written report names as failed, in order. `own` are the addresses of the report's own header.

    The clearest way of naming wins: an address alone on a line or behind a label, then one in a server's reply,
    then any address that is not plainly the writer's own; of a report that lists who did not get it, only in that list.
    """
    found: dict[str, FailedRecipient] = {}
    listed = _LISTED.search(words)
    for way in (*_CLEAR, (_ANY,)):
        if way[0] is _ANY and listed is not None:
            words = listed.group(1)
        hits = sorted((hit for pattern in way for hit in pattern.finditer(words)), key=lambda hit: hit.start(1))
        for hit in hits[:5_000]:
            address = hit.group(1).strip("'.-=")
            if not _acceptable(address, own, words, hit.start(1)):
                continue
            key = address.lower()
            if key not in found:
                reason = _reason(words, hit.start(1))
                found[key] = FailedRecipient(address, status_code(reason), reason, permanent)
        if found:
            break
    return tuple(found.values())


def names_recipient(words: str, own: frozenset[str]) -> bool:
    """Does a text name an address the way reports do: alone on a line, behind a label, in a server's reply?"""
    hits = (hit for way in _CLEAR for pattern in way for hit in pattern.finditer(words))
    return any(_acceptable(hit.group(1).strip("'.-="), own, words, hit.start(1)) for hit in hits)


def bare_recipient(words: str, domain: str, *, permanent: bool) -> tuple[FailedRecipient, ...]:
    """A recipient of the reporting system's own domain, named without it (AOL): "following recipients:\\n  name"."""
    found = _BARE.search(words) if "." in domain else None
    return (FailedRecipient(f"{found.group(1)}@{domain}", "", "", permanent),) if found is not None else ()


def _acceptable(address: str, own: frozenset[str], words: str, at: int) -> bool:
    key = address.lower()
    if key in own or _OURS.search(address) or "...@" in address:
        return False
    if "." not in key.partition("@")[2]:
        return False
    start = max(words.rfind("\n", 0, at) + 1, at - _MAX_LINE)
    line = words[start : at + len(address)]
    return FOREIGN_LINE.search(line) is None


def _reason(words: str, at: int) -> str:
    """The line of the address and what is indented below it, on one line."""
    start = words.rfind("\n", 0, at) + 1
    lines = words[start : start + 700].split("\n")
    taken = [lines[0]]
    for line in lines[1:6]:
        if not line.strip() or (_ANY.match(line.strip()) and ":" in line):
            break
        taken.append(line)
    return re.sub(r"\s+", " ", " ".join(taken)).strip()[:400]
