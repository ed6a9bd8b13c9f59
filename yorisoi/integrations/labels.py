"""The words people see for scopes, states and kinds of event."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yorisoi.integrations.contracts import DeliveryState, EventKind, StopReason

SCOPE_WORDS = {
    "customers:read": _("Read customers"),
    "customers:write": _("Enter and correct customers"),
    "accounts:read": _("Read accounts"),
    "cases:read": _("Read cases"),
    "cases:write": _("Open, sort, assign, close and reopen cases"),
    "messages:read": _("Read messages and notes"),
    "messages:write": _("Answer customers and write notes"),
    "topics:read": _("Read topics"),
    "tags:read": _("Read tags"),
    "tags:write": _("Make, change and retire tags"),
    "facts:read": _("Read facts, also of single persons"),
    "queues:read": _("Read queues"),
    "staff:read": _("Read the names of staff"),
}
TOKEN_STATES = {
    "active": pgettext_lazy("token", "in use"),
    "expired": pgettext_lazy("token", "expired"),
    "revoked": pgettext_lazy("token", "revoked"),
}
EVENT_WORDS = {
    EventKind.CASE_OPENED.value: _("A case was opened"),
    EventKind.CASE_CONTACTED.value: _("A customer got in touch"),
    EventKind.CASE_REPLIED.value: _("A customer was answered"),
    EventKind.CASE_ASSIGNED.value: _("A case was given to somebody"),
    EventKind.CASE_RESOLVED.value: _("A case was closed"),
    EventKind.CASE_REOPENED.value: _("A case was reopened"),
    EventKind.CUSTOMER_CREATED.value: _("A customer is new"),
    EventKind.PING.value: _("A test"),
}
STOP_WORDS = {
    StopReason.SWITCHED.value: pgettext_lazy("webhook", "switched off"),
    StopReason.FAILING.value: pgettext_lazy("webhook", "stopped: it failed for days"),
    StopReason.GONE.value: pgettext_lazy("webhook", "stopped: it answered 410 Gone"),
}
DELIVERY_STATES = {
    DeliveryState.WAITING.value: pgettext_lazy("webhook", "to be sent"),
    DeliveryState.DELIVERED.value: pgettext_lazy("webhook", "delivered"),
    DeliveryState.FAILED.value: pgettext_lazy("webhook", "given up"),
}
