"""The words people see for scopes, states and kinds of event."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
