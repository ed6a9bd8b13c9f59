"""What became of a message, in words; SMTP codes after RFC 5321 §4.2.3 and RFC 3463."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yorisoi.desk.contracts import Delivery

_STATES = {
    Delivery.QUEUED: gettext_noop("Waiting to be sent"),
    Delivery.SENDING: gettext_noop("Being sent"),
    Delivery.SENT: gettext_noop("Sent"),
    Delivery.FAILED: gettext_noop("Not delivered"),
    Delivery.CANCELLED: gettext_noop("Taken back"),
}
_ENHANCED = {
    "1.1": gettext_noop("there is no such address"),
    "1.2": gettext_noop("the address's domain does not exist"),
    "1.10": gettext_noop("the domain takes no mail"),
    "2.1": gettext_noop("the mailbox is switched off"),
    "2.2": gettext_noop("the mailbox is full"),
    "2.3": gettext_noop("the message is too large"),
    "3.4": gettext_noop("the message is too large"),
    "4.4": gettext_noop("the receiving server could not be reached"),
    "4.7": gettext_noop("it took too long"),
    "7.1": gettext_noop("the receiving server refused it by its rules"),
    "7.26": gettext_noop("the sender's domain could not be verified"),
}
_CODES = {
    "421": gettext_noop("the receiving server is not available now"),
    "450": gettext_noop("the mailbox is not available now"),
    "451": gettext_noop("the receiving server had an error"),
    "452": gettext_noop("the receiving server has no room"),
    "535": gettext_noop("signing in to the sending server failed"),
    "550": gettext_noop("there is no such address, or it takes no mail"),
    "552": gettext_noop("the mailbox is full"),
    "553": gettext_noop("the address is not valid"),
    "554": gettext_noop("the receiving server refused it"),
}
_STATUS = re.compile(r"\b[245]\.(\d{1,3}\.\d{1,3})\b")


def delivery_words(delivery: str, code: str, text: str) -> str:
    """A state with its reason: Not delivered: there is no such address (550 5.1.1 …). "" for what is not sent."""
    if not delivery:
        return ""
    state = _(_STATES[Delivery(delivery)])
    if delivery in (Delivery.SENT, Delivery.CANCELLED) or not (code or text):
        return state
    reason = reason_words(code, text)
    said = f"{code} {text}".strip()
    if not reason:
        return _("%(state)s (%(said)s)") % {"state": state, "said": said}
    return _("%(state)s: %(reason)s (%(said)s)") % {"state": state, "reason": reason, "said": said}


def reason_words(code: str, text: str) -> str:
    """What an SMTP answer means, or "" when it is not known."""
    status = _STATUS.search(text)
    word = (_ENHANCED.get(status.group(1)) if status else None) or _CODES.get(code)
    return _(word) if word else ""
