"""Who may see the numbers of which brand."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.slots import Permission
from yorisoi.workspace.contracts import Actor

READ = "insights.number.read"
DECLARED = (Permission(READ, _("See numbers, also of single persons"), roles=("admin", "supervisor"), order=600),)

type Scope = tuple[UUID, frozenset[UUID] | None]


def scopes(actor: Actor) -> list[Scope]:
    """The brands whose numbers the actor may see, each with the only queues allowed (None = all). Not for SYSTEM."""
    found = ((brand, actor.queue_limits(READ, brand)) for brand in sorted(actor.brand_ids(READ)))
    return [(brand, limits) for brand, limits in found if limits is None or limits]


def scopes_or_all(actor: Actor) -> list[Scope] | None:
    """As `scopes`; None for SYSTEM, which may see everything."""
    return None if actor.system else scopes(actor)


def visible_in(allowed_in: Sequence[Scope] | None) -> Q:
    """The condition on facts for these scopes (None: every fact)."""
    if allowed_in is None:
        return Q()
    whole = [brand for brand, limits in allowed_in if limits is None]
    condition = Q(brand__in=whole) if whole else Q(pk__in=[])
    for brand, limits in allowed_in:
        if limits is not None:
            condition |= Q(brand=brand, queue__in=limits)
    return condition
