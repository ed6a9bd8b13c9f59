"""Delivery reports written for machines: RFC 3464 parts, RFC 8098 dispositions and Amazon's JSON notices."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from .contracts import FailedRecipient
from .words import header_text

_GROUP_END = re.compile(r"\n[ \t]*\n")
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)$")
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_ADDRESS = re.compile(r"[^\s<>;,\"()]+@[^\s<>;,\"()]+")
_SUCCESS = ("delivered", "relayed", "expanded", "deliverable", "displayed", "success")
_MAX_GROUPS = 2_000


@dataclass(slots=True)
class Status:
    """What a machine-readable report says."""

    failed: list[FailedRecipient] = field(default_factory=list)
    delayed: list[FailedRecipient] = field(default_factory=list)
    succeeded: int = 0

    @property
    def found(self) -> bool:
        """Did the report name anything at all?"""
        return bool(self.failed or self.delayed or self.succeeded)


def status_code(text: str) -> str:
    """The first RFC 3463 code in a text, "" when there is none."""
    found = _STATUS.search(text)
    return found.group() if found else ""


def clean_address(text: str) -> str:
    """The address inside a report's field: type, brackets and quotes removed; "" when it is no whole address."""
    text = text[:1_000]
    value = text.partition(";")[2] if ";" in text else text
    value = value.strip().strip("<>\"' \t")
    value = re.sub(r"\s*\(.*\)$", "", value).strip("<> ")
    found = _ADDRESS.search(value)
    if found is None:
        return ""
    address = found.group().strip("'.:")
    return "" if "...@" in address else address


def read_status(text: str) -> Status:
    """Read the groups of a message/delivery-status part; bad groups are stepped over."""
    status = Status()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for group in _GROUP_END.split(text, _MAX_GROUPS):
        fields = _fields(group)
        if "final-recipient" in fields or "original-recipient" in fields or "action" in fields:
            _take(status, fields)
    return status


def _fields(group: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in group.split("\n"):
        found = _FIELD.match(line)
        if found is not None:
            name = found.group(1).lower()
            fields.setdefault(name, found.group(2))
        elif name and line.strip():
            fields[name] = f"{fields[name]} {line.strip()}"
    return fields


def _take(status: Status, fields: dict[str, str]) -> None:
    """Sort one recipient's group by its action; the status class decides where the action says nothing."""
    action = fields.get("action", "").strip().lower()
    reason = header_text(fields.get("diagnostic-code", "").encode("utf-8", "replace")) or fields.get("status", "")
    code = status_code(fields.get("status", "")) or status_code(reason)
    names = (
        fields.get("original-recipient", ""),
        fields.get("final-recipient", ""),
        fields.get("x-actual-recipient", ""),
    )
    email = next((found for each in names if (found := clean_address(each))), "")
    if action.startswith(_SUCCESS) and not code.startswith("5"):
        status.succeeded += 1
        return
    permanent = not (action.startswith("delay") or (not action.startswith("fail") and code.startswith("4")))
    recipient = FailedRecipient(email, code, reason[:500], permanent)
    (status.failed if permanent else status.delayed).append(recipient)


def read_notice(text: str) -> tuple[str, Status] | None:
    """Amazon SES's notice as JSON: ("bounce", "complaint" or "delivery", recipients); None when it is none."""
    start = text.find('{"')
    if start < 0 or not ("otificationType" in text or "eventType" in text):
        return None
    try:
        joined = text[start : start + 200_000].replace("!\n ", "")
        notice, _end = json.JSONDecoder(strict=False).raw_decode(joined)
    except (ValueError, RecursionError):
        return None
    if not isinstance(notice, dict):
        return None
    inner = notice.get("Message")
    if isinstance(inner, str) and inner.lstrip().startswith("{"):
        return read_notice(inner)
    return _from_notice(notice)


def _from_notice(notice: dict[str, Any]) -> tuple[str, Status] | None:
    kind = str(notice.get("notificationType") or notice.get("eventType") or "").lower()
    status = Status()
    bounce = notice.get("bounce")
    if kind == "bounce" and isinstance(bounce, dict):
        permanent = bounce.get("bounceType") != "Transient"
        for each in bounce.get("bouncedRecipients") or ():
            if isinstance(each, dict):
                reason = str(each.get("diagnosticCode", ""))[:500]
                code = str(each.get("status", "")) or status_code(reason)
                recipient = FailedRecipient(clean_address(str(each.get("emailAddress", ""))), code, reason, permanent)
                (status.failed if permanent else status.delayed).append(recipient)
    return (kind, status) if kind in ("bounce", "complaint", "delivery") else None
