"""What integrations offers to the places of the console."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yorisoi.integrations.models import Endpoint
from yorisoi.integrations.permissions import DECLARED, MANAGE_WEBHOOKS, OWN_TOKENS
from yorisoi.kernel import slots
from yorisoi.kernel.slots import NotificationKind, Setting
from yorisoi.workspace.contracts import Actor

_SETTINGS = (
    Setting(
        "integrations:tokens",
        gettext_lazy("API"),
        gettext_lazy("Tokens by which programs read and write"),
        "key",
        510,
        OWN_TOKENS,
    ),
    Setting(
        "integrations:webhooks",
        gettext_lazy("Webhooks"),
        gettext_lazy("Programs that are told what happens"),
        "send",
        520,
        MANAGE_WEBHOOKS,
    ),
)


def _given_up(data: Mapping[str, Any]) -> str:
    return _("Webhooks to %(url)s were stopped: it has not answered well for days") % {"url": data["url"]}


def _still_theirs(actor: Actor, endpoint_ids: Collection[UUID]) -> set[UUID]:
    rows = Endpoint.objects.filter(id__in=endpoint_ids).values_list("id", "brand_id")
    return {pk for pk, brand_id in rows if actor.can(MANAGE_WEBHOOKS, brand_id)}


def offer_all() -> None:
    """Permissions, settings, the notice of an endpoint that was given up."""
    for permission in DECLARED:
        slots.offer("permission", permission)
    for card in _SETTINGS:
        slots.offer("settings", card)
    kind = NotificationKind(
        "integrations.given_up",
        gettext_lazy("Webhooks were stopped"),
        _given_up,
        _still_theirs,
        "warning",
        510,
        mail="at_once",
    )
    slots.offer("notification", kind)
