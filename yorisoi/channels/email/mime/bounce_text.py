"""Bounces written for people: which text is one, whom it names, whether it is final. English, Japanese and others."""

from __future__ import annotations

import re

from .contracts import FailedRecipient
from .delivery_status import status_code

_SENDER = re.compile(
    r"mailer[-_. ]?daemon|post[-_]?master|mail[-_. ]?(?:delivery|administrator|system)|maildaemon|mdaemon|"
    r"system (?:administrator|attendant)|delivery (?:subsystem|system|service)|bounce|virtualmail|"
    r"smtp[-_]?(?:service|gateway)|mail[-_]?service",
    re.I,
)
SUBJECT = re.compile(
    r"undeliver(?:ed|able)|non[- ]?(?:delivery|remis)|delivery (?:status|failure|failed|problem|report|error|warning|"
    r"notification|unsuccessful|has failed|has been delayed)|returned (?:mail|to sender|e-?mail|message)|failure (?:notice|delivery)|"
    r"mail (?:delivery|failure|failed|could not|system error|not delivered|error)|(?:mail|message|e-?mail) (?:could not|not) "
    r"(?:be )?(?:delivered|sent)|message (?:delivery|delayed|undeliverable)|failed (?:mail|delivery)|permanent delivery|rejected mail|"
    r"(?:user|recipient) (?:unknown|not found)|bounce notification|error sending your (?:mail|message)|could not be delivered|"
    r"delivery delayed|warning: (?:message|could not|.*delayed)|not (?:been )?(?:yet )?delivered|unzustellbar|"
    r"nicht zugestellt|non remis|no se (?:ha )?(?:pudo|podido) entregar|processing error|"
    r"配信(?:不能|エラー|不可|できません|に失敗)|送信(?:エラー|できません|失敗)|メールエラー|不達|配達(?:不能|できません|エラー)|"
    r"届きません|返送|戻りメール|エラーメール|未配信|配信されませんでした|не доставлен|无法投递|退信|系统退信",
    re.I,
)
BODY = re.compile(
    r"(?:could|can)\s?(?:not|n't) be (?:delivered|sent)|(?:was|were|is|been) (?:not|un)\s?deliver(?:ed|able)|"
    r"(?:was|were) not delivered|undeliverable|un(?:able|successful) to deliver|(?:did|have|has) not (?:yet )?(?:reach|been "
    r"delivered|received? )|delivery to the following|delivery (?:to|has|of) .{0,60}(?:failed|postponed|delayed|aborted)|"
    r"(?:wasn't|not|was not) able to deliver|permanent (?:fatal )?(?:delivery )?errors?|delivery (?:errors?|problems?|failed|"
    r"failure)|had (?:permanent|delivery|transient|fatal)|transcript of session|returned (?:by|to you|message|because|mail)|user unknown|"
    r"no such user|mailbox (?:is )?(?:full|unavailable)|over quota|rejected by|account is (?:disabled|over)|"
    r"recipient(?:s)? (?:was|were) rejected|trouble delivering|failed recipients?|failure reasons?|could not (?:be "
    r"completed|deliver)|unrouteable|no valid recipients|bounce notification|did not exactly match|message (?:has been )?"
    r"(?:rejected|delayed|looping)|SMTP error|n'a pas pu|nicht zugestellt|konnte nicht|no (?:se )?pudo|"
    r"送信できませんでした|配信できません|配信(?:に失敗|不能|エラー)|送信に失敗|お届けできません|届けられません|"
    r"あて先へのメッセージはエラー|宛先(?:不明|が見つかり)|メールボックスが(?:一杯|いっぱい)|"
    r"見つかりませんでした|ユーザー?が(?:見つかり|存在し)|配達できません|リストにありません|не может быть доставлен|投递失败",
    re.I,
)
_DELAY = re.compile(
    r"delayed|not yet been delivered|has not been delivered (?:yet|within|after)|not yet received|"
    r"will (?:continue|keep) (?:to )?(?:try|attempt)|"
    r"(?:delivery )?attempts? will (?:continue|be)|still (?:being|trying|awaiting)|advisory[- ]only|only a (?:warning|"
    r"notification)|just a warning|could not send message for past|warning message|will be retried|postponed|"
    r"temporarily (?:deferred|delayed)|do(?:es)? not need to (?:resend|do anything)|no need to resend|引き続き.{0,20}再送|"
    r"遅延|再送(?:信)?を(?:試み|続け)|まだ(?:配信|送信)",
    re.I,
)
_FINAL = re.compile(
    r"permanent|given up|giving up|gave up|not going to try again|fatal error|user unknown|no such user|"
    r"has been (?:removed|returned|rejected)|(?:failed|rejected) permanently|no further|too long|"
    r"(?:^|\s)5\d\d[ -]|(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])",
    re.I,
)
RETURNED = re.compile(
    r"^(?:[>| \t]*[-=_*#]{2,}[^\n]{0,12}(?:below this line|original|copy of (?:the|your)|returned (?:mail|message)|unsent message|message "
    r"(?:header|text|body|follows)|start of|attachment is|the header|header and top|forwarded message|undelivered)[^\n]*|"
    r"(?:the )?original message (?:follows|as received|headers?|details)[^\n]*|your message reads[^\n]*|"
    r"[>| \t]*Return-Path:.*|[>| \t]*Received: (?:from|by) .*|the first \d+ lines[^\n]*|old message:|"
    r"[-=_]{2,}\s*(?:元の|原文|返送)[^\n]*)$",
    re.I | re.M,
)
_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,200}@[A-Za-z0-9][A-Za-z0-9._-]{0,250}[A-Za-z0-9]"
_ANY = re.compile(rf"(?<![A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-])<?({_ADDRESS})>?")
_LABEL = re.compile(
    r"(?<![\w.+-])(?:(?:failed|undeliverable|intended|invalid)[ -](?:recipients?|address|final delivery userid)|error-for|"
    r"original(?:ly)? address(?:ed to)?|addressed to|delivery failed(?: \d+ attempts)?|undeliverable\s+to|"
    r"(?:could not|not|unable to|cannot)(?: be)? deliver(?:ed)?(?: (?:mail|message))?(?: to)?|"
    r"did not reach the following recipient|permanent errors|RCPT TO|your message to|smtp|recipient(?: address)?|"
    r"mailbox is full|local user|user unknown|message was addressed,|宛先|あて先|送信先)"
    rf"\s*[:=]?\s*\[?\"?<?({_ADDRESS})>?",
    re.I,
)
_ALONE = re.compile(
    rf"^[>|\s*・•\-\d.\[\"'(]*(?:(?:<?{_ADDRESS}>?)\s+)?[<\"'\[(]*({_ADDRESS})[>\"'\])]*\s*"
    r"(?:$|:|;|,|\.\.\.|[-–]\s|\(|\[|\son\s|\.\s|\s{2,}|failed|unknown)",
    re.M,
)
_EXPANDED = re.compile(rf"\((?:expanded|generated) from:?\s*<?({_ADDRESS})>?\)", re.I)
_REPLY = re.compile(rf"^\W*(?:\w+ <<< |<<< )?[45]\d\d[ -].*?<?({_ADDRESS})>?", re.M)
_OURS = re.compile(r"mailer-daemon|postmaster|abuse@|support@|help@|mail-abuse", re.I)


def is_machine(name: str, email: str, return_path: str) -> bool:
    """Does the sender look like a mail system: by name, by local part, or by the empty return path?"""
    local = email.partition("@")[0]
    if _SENDER.search(local) or _SENDER.search(name):
        return True
    return return_path.strip().strip("<>").lower() in ("", "mailer-daemon") and bool(return_path.strip())


def own_words(text: str) -> str:
    """The report itself, without the mail it returns."""
    text = text[:60_000]
    found = RETURNED.search(text)
    return text[: found.start()] if found is not None and found.start() > 0 else text


def is_delay(subject: str, words: str) -> bool:
    """Is this only a warning, further attempts to come?"""
    if re.search(r"delay|warning|遅延", subject, re.I) and not re.search(r"fail|user unknown|return", subject, re.I):
        return not re.search(r"fatal|permanent(?:ly)? (?:failed|error)|no such user", words, re.I)
    return _DELAY.search(words) is not None and _FINAL.search(words) is None


def recipients_in(words: str, own: frozenset[str], *, permanent: bool) -> tuple[FailedRecipient, ...]:
    """The addresses a written report names as failed, in order. `own` are the addresses of the report's own header.

    The clearest way of naming wins: an address alone on a line or behind a label, then one in a server's reply,
    then any address that is not plainly the writer's own.
    """
    found: dict[str, FailedRecipient] = {}
    for way in ((_ALONE, _LABEL, _EXPANDED), (_REPLY,), (_ANY,)):
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


def _acceptable(address: str, own: frozenset[str], words: str, at: int) -> bool:
    key = address.lower()
    if key in own or _OURS.search(address) or "...@" in address:
        return False
    if "." not in key.partition("@")[2]:
        return False
    start = words.rfind("\n", 0, at) + 1
    line = words[start : at + len(address)]
    return not re.search(
        r"contact|mailto:|https?:|(?<!expanded )from:|sender|sent by|MAIL FROM|Message-?ID|reporting|cc:|reply-to|"
        r"^\s*to:\s|e-?mail address at",
        line,
        re.I,
    )


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
