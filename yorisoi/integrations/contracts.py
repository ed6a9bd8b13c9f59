"""What other capabilities may see of integrations: scopes of tokens, kinds of event, errors. No Django."""

from enum import StrEnum

# What a token may be allowed, and which permissions of its roles each scope lets through.
SCOPES: dict[str, frozenset[str]] = {
    "customers:read": frozenset({"customers.customer.read"}),
    "customers:write": frozenset({"customers.customer.read", "customers.customer.edit"}),
    "accounts:read": frozenset({"customers.customer.read"}),
    "cases:read": frozenset({"desk.case.read"}),
    "cases:write": frozenset({"desk.case.read", "desk.case.assign", "desk.case.close", "desk.case.open"}),
    "messages:read": frozenset({"desk.case.read"}),
    "messages:write": frozenset({"desk.case.read", "desk.case.answer"}),
    "topics:read": frozenset({"desk.case.read"}),
    "tags:read": frozenset({"desk.case.read"}),
    "tags:write": frozenset({"desk.case.read", "desk.tag.manage"}),
    "facts:read": frozenset({"insights.number.read"}),
    "queues:read": frozenset({"desk.case.read"}),
    "staff:read": frozenset({"desk.case.read"}),
}


class EventKind(StrEnum):
    """What an endpoint may be told."""

    CASE_OPENED = "case.opened"
    CASE_CONTACTED = "case.contacted"
    CASE_REPLIED = "case.replied"
    CASE_ASSIGNED = "case.assigned"
    CASE_RESOLVED = "case.resolved"
    CASE_REOPENED = "case.reopened"
    CUSTOMER_CREATED = "customer.created"
    PING = "ping"


class StopReason(StrEnum):
    """Why nothing is sent to an endpoint."""

    SWITCHED = "switched"  # somebody switched it off
    FAILING = "failing"  # it has not answered well for days
    GONE = "gone"  # it answered 410 Gone


class DeliveryState(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class KeyReused(Exception):
    """An idempotency key came again with another request; the message is a sentence for people."""


class VersionPassed(Exception):
    """If-Match names another version than the case has; `version` is the present one."""

    def __init__(self, version: int) -> None:
        super().__init__(str(version))
        self.version = version
