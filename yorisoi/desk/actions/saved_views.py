"""Keep a view of the inbox, share it, rename, reorder and drop it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import SavedView
from yorisoi.desk.permissions import READ, SHARE_VIEWS
from yorisoi.desk.queries import own_view, tidy_query
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotAllowed

_MOST = 40  # of one person or brand


@transaction.atomic
def save_view(*, actor: Actor, name: str, query: str, brand_id: UUID | None = None) -> UUID:
    """Keep a view for oneself, or (brand_id) share it with everybody who reads the brand's cases.

    Raises NotAllowed; NotFound for a view that is none; NotPossible without a name or with too many views.
    """
    if brand_id is None:
        actor.needs(READ)
    else:
        actor.needs(SHARE_VIEWS, brand_id)
    if actor.staff_id is None:
        raise NotAllowed(READ)
    whose = {"brand_id": brand_id} if brand_id else {"owner_id": actor.staff_id}
    others = SavedView.objects.filter(**whose)
    if others.count() >= _MOST:
        raise NotPossible(_("There are %(n)s views already. Drop one first.") % {"n": _MOST})
    last = others.aggregate(last=Max("order"))["last"] or 0
    view = SavedView(name=_name(name), query=tidy_query(query), order=last + 1, **whose)
    view.save(force_insert=True)
    audit.record(actor.staff_id, "view.saved", "view", view.id, brand_id, name=view.name, query=view.query)
    return view.id


@transaction.atomic
def change_view(*, actor: Actor, view_id: UUID, name: str | None = None, query: str | None = None) -> None:
    """Rename it, or let it show something else. Raises NotFound, NotPossible."""
    view = own_view(actor, view_id)
    named, asks = view.name if name is None else _name(name), view.query if query is None else tidy_query(query)
    SavedView.objects.filter(id=view_id).update(name=named, query=asks)
    audit.record(actor.staff_id, "view.changed", "view", view_id, view.brand_id, name=named, query=asks)


@transaction.atomic
def move_view(*, actor: Actor, view_id: UUID, up: bool) -> None:
    """One place up or down among its like. At the end it stays where it is. Raises NotFound."""
    view = own_view(actor, view_id)
    like = {"brand_id": view.brand_id} if view.brand_id else {"owner_id": actor.staff_id}
    line = list(SavedView.objects.select_for_update().filter(**like).order_by("order", "id"))
    at = next(place for place, each in enumerate(line) if each.id == view_id)
    to = max(at - 1, 0) if up else min(at + 1, len(line) - 1)
    line.insert(to, line.pop(at))
    for order, each in enumerate(line, start=1):
        each.order = order
    SavedView.objects.bulk_update(line, ["order"])


@transaction.atomic
def drop_view(*, actor: Actor, view_id: UUID) -> None:
    """The view is gone; its cases are not touched. Raises NotFound."""
    view = own_view(actor, view_id)
    SavedView.objects.filter(id=view_id).delete()
    audit.record(actor.staff_id, "view.dropped", "view", view_id, view.brand_id, name=view.name, query=view.query)


def _name(name: str) -> str:
    name = " ".join(name.split())[:60]
    if not name:
        raise NotPossible(_("A view needs a name."))
    return name
