"""Who really wrote: the customer, or one of us from a private mail program."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yorisoi.channels.contracts import ReceivedMessage
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import StaffInfo

_FORWARDED_SUBJECT = re.compile(r"^\s*(?:fwd?|転送)\s*[:：]", re.IGNORECASE)
_LOOKED_AT = 100_000  # characters in which what is passed on must begin
_REPLY_SUBJECT = re.compile(r"^\s*(?:re|aw|sv|返信|回答)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
_PASSED_ON = re.compile(
    r"^(?:[-_=]{2,20} ?(?:forwarded message|転送(?:された)?メッセージ|ここから転送)|begin forwarded message)\b",
    re.IGNORECASE | re.MULTILINE,
)
_BANNER = re.compile(
    r"^\W*(?:forwarded message|original message|begin forwarded message|転送されたメッセージ|転送メッセージ|"
    r"元のメッセージ|オリジナルメッセージ|ここから転送)\W*$",
    re.IGNORECASE | re.MULTILINE,
)
_FROM = re.compile(r"^[>\s*]*(?:from|差出人|送信元|送信者)\s*[*]?\s*[:：]\s*[*]?(.+)$", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"[<＜(\[]?\s*(?:mailto:)?([\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+)\s*[>＞)\]]?")


@dataclass(frozen=True, slots=True)
class Sender:
    """The person a mail is from. `staff_id`: one of us. `forwarded_by`: who of us passed the customer's mail on."""

    address: str
    name: str
    staff_id: UUID | None = None
    forwarded_by: str = ""


def senders_of(mails: Sequence[ReceivedMessage]) -> dict[UUID, Sender]:
    """The sender of each mail; when one of us forwards a customer's mail, the customer.

    Whoever types an address of ours into a form is not one of us.
    """
    proven = [mail for mail in mails if mail.from_address and not mail.sender_unverified]
    staff = workspace.staff_by_emails({(mail.brand_id, mail.from_address) for mail in proven})
    ours = {mail.id: staff.get((mail.brand_id, mail.from_address)) for mail in proven}
    return {mail.id: _sender(mail, ours.get(mail.id)) for mail in mails}


def _sender(mail: ReceivedMessage, staff: StaffInfo | None) -> Sender:
    if staff is None:
        return Sender(mail.from_address, mail.from_name)
    customer = forwarded_sender(mail.subject, mail.body_text)
    if customer is not None and customer.address != mail.from_address.lower():
        return Sender(customer.address, customer.name, forwarded_by=staff.name)
    return Sender(mail.from_address, staff.name, staff_id=staff.id)


def forwarded_sender(subject: str, text: str) -> Sender | None:
    """The From line of the mail that a forwarded mail carries, in Japanese and English mail programs' ways, or None.

    It says so in its subject, or above what it passes on when the subject is no answer's.
    """
    if not _FORWARDED_SUBJECT.match(subject) and (
        _REPLY_SUBJECT.match(subject) or not _PASSED_ON.search(text, 0, _LOOKED_AT)
    ):
        return None
    banner = _BANNER.search(text)
    found = _FROM.search(text, banner.end() if banner else 0)
    if found is None:
        return None
    line = found.group(1).strip().rstrip("*").strip()
    address = _ADDRESS.search(line)
    if address is None:
        return None
    name = line[: address.start()].strip().strip('"“”').strip()
    return Sender(address.group(1).lower(), name)
