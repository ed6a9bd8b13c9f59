"""Who may let programs in, and whom Yorisoi may call."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from yorisoi.integrations.contracts import SCOPES
from yorisoi.kernel.slots import Permission
from yorisoi.workspace.contracts import Actor, ActorGrant

MANAGE_TOKENS = "integrations.token.manage"
OWN_TOKENS = "integrations.token.own"
MANAGE_WEBHOOKS = "integrations.webhook.manage"

DECLARED = (
    Permission(OWN_TOKENS, _("Make API tokens that act with one's own roles"), ("admin", "supervisor"), 960),
    Permission(MANAGE_TOKENS, _("Manage API tokens of services and of everybody"), ("admin",), 961),
    Permission(MANAGE_WEBHOOKS, _("Manage webhooks"), ("admin",), 962),
)


def let_through(scopes: Iterable[str]) -> frozenset[str]:
    """The permissions that these scopes let through; a role must still hold them."""
    return frozenset().union(*(SCOPES.get(scope, frozenset()) for scope in scopes))


def narrowed(actor: Actor, brand_ids: Iterable[UUID], scopes: Iterable[str]) -> tuple[ActorGrant, ...]:
    """What a member of staff may do by a token: no more than they may themselves, in these brands, in these scopes."""
    allowed = let_through(scopes)
    return tuple(
        ActorGrant(grant.permissions & allowed, brand_id, grant.queue_id)
        for brand_id in brand_ids
        for grant in actor.grants
        if grant.brand_id in {None, brand_id} and grant.permissions & allowed
    )
