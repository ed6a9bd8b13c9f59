"""Two customers turn out to be one; and the way back."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from yorisoi.customers.events import CustomersMerged, CustomersParted
from yorisoi.customers.indexing import KIND, file
from yorisoi.customers.models import Consent, Contract, Customer, Identity, Membership, Merge, Need
from yorisoi.customers.names import reading_key
from yorisoi.customers.permissions import EDIT
from yorisoi.customers.queries.customers import get_customer
from yorisoi.kernel import audit, clock, events, search
from yorisoi.workspace.contracts import Actor, NotFound

# What moves, and the columns in which a kept row would stand against a moved one: such a row stays with who is gone.
_MOVING: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "identities": (Identity, ()),
    "memberships": (Membership, ("account_id", "role")),
    "contracts": (Contract, ()),
    "needs": (Need, ("kind",)),
    "consents": (Consent, ("purpose", "withdrawn_at")),
}
_FILLED = ("family_reading", "given_reading", "birth_date", "note")


@transaction.atomic
def merge_customers(*, actor: Actor, kept_id: UUID, gone_id: UUID) -> UUID:
    """Make `gone` a part of `kept`; the merge's id, by which `undo_merge` takes it back.

    Addresses, accounts, contracts, needs and consents go over, empty fields are filled, and CustomersMerged lets others
    move what they keep. ValidationError for one and the same customer or two brands; NotFound, NotAllowed.
    """
    get_customer(actor, kept_id, EDIT)
    get_customer(actor, gone_id, EDIT)
    kept, gone = _locked(kept_id), _locked(gone_id)
    if kept.pk == gone.pk:
        raise ValidationError({"gone_id": _("This is the same customer.")})
    if kept.brand_id != gone.brand_id:
        raise ValidationError({"gone_id": _("Customers of two brands cannot be made one.")})
    moved: dict[str, Any] = {name: _move(name, gone, kept) for name in _MOVING}
    moved["filled"] = _fill_gaps(kept, gone)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    merge = Merge.objects.create(kept=kept, gone=gone, by_id=actor.staff_id, at=clock.now(), moved=moved)
    search.remove(KIND, gone.id)
    file(kept)
    audit.record(actor.staff_id, "customer.merged", "customer", kept.id, kept.brand_id, gone=gone.id, merge=merge.id)
    events.publish(CustomersMerged(merge.id, kept.id, gone.id))
    return merge.id


@transaction.atomic
def undo_merge(*, actor: Actor, customer_id: UUID, merge_id: UUID) -> UUID:
    """Take a merge back; the id of the customer who stands alone again.

    What was changed or removed since stays so. NotFound for a merge that is undone or not of this customer.
    """
    get_customer(actor, customer_id, EDIT)
    merge = Merge.objects.select_for_update().filter(id=merge_id, kept_id=customer_id, undone_at=None).first()
    if merge is None:
        raise NotFound("merge")
    kept, gone = _locked(merge.kept_id), Customer.objects.select_for_update().get(id=merge.gone_id)
    for name, (model, _unique) in _MOVING.items():
        model._default_manager.filter(pk__in=merge.moved[name], customer_id=kept.pk).update(customer_id=gone.pk)
    _empty_gaps(kept, merge.moved["filled"])
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    file(kept)
    file(gone)
    audit.record(actor.staff_id, "customer.parted", "customer", kept.id, kept.brand_id, gone=gone.id, merge=merge.id)
    events.publish(CustomersParted(merge.id, kept.id, gone.id))
    return gone.id


def _locked(customer_id: UUID) -> Customer:
    """The customer, or who they became, for changing."""
    customer = Customer.objects.select_for_update().get(id=customer_id)
    while customer.merged_into_id is not None:
        customer = Customer.objects.select_for_update().get(id=customer.merged_into_id)
    return customer


def _move(name: str, gone: Customer, kept: Customer) -> list[str]:
    """Ids of the rows that went over."""
    model, columns = _MOVING[name]
    rows = model._default_manager.filter(customer_id=gone.pk)
    if columns:
        held = set(model._default_manager.filter(customer_id=kept.pk).values_list(*columns))
        ids = [row[0] for row in rows.values_list("pk", *columns) if row[1:] not in held]
    else:
        ids = list(rows.values_list("pk", flat=True))
    model._default_manager.filter(pk__in=ids).update(customer_id=kept.pk)
    return [str(each) for each in ids]


def _fill_gaps(kept: Customer, gone: Customer) -> dict[str, str]:
    """Take over what only `gone` knew; the fields with what was put into them."""
    filled = {}
    for name in _FILLED:
        value = getattr(gone, name)
        if value and not getattr(kept, name):
            setattr(kept, name, value)
            filled[name] = str(value)
    _save(kept, filled)
    return filled


def _empty_gaps(kept: Customer, filled: dict[str, str]) -> None:
    """Empty again what the merge filled, unless it was changed since."""
    emptied = [name for name, value in filled.items() if str(getattr(kept, name)) == value]
    for name in emptied:
        setattr(kept, name, None if name == "birth_date" else "")
    _save(kept, emptied)


def _save(kept: Customer, changed: Any) -> None:
    if changed:
        kept.reading_key = reading_key(kept.reading, kept.family_name, kept.given_name)
        kept.save()
