"""Mailboxes: for others, for who sets them up, and by the address that a message was sent to."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace.contracts import Actor, NotFound

from ..contracts import MailboxInfo
from ..models import Mailbox
from ..permissions import MAILBOX_MANAGE, check, managed_brands


def mailbox_infos(brand_ids: Collection[UUID]) -> list[MailboxInfo]:
    """The brands' mailboxes, by name."""
    return [MailboxInfo(*(*row[:-1], addresses_of(row[4], row[-1]))) for row in _of_brands(set(brand_ids))]


def addresses_of(address: str, config: Mapping[str, Any]) -> tuple[str, ...]:
    """All that lead to a mailbox, its own first, lower case."""
    return (address.lower(), *(each.lower() for each in config.get("aliases", ())))


def own_addresses(brand_id: UUID) -> frozenset[str]:
    """The addresses of the brand's mailboxes."""
    rows = Mailbox.objects.filter(brand_id=brand_id).values_list("address", "config")
    return frozenset(each for row in rows for each in addresses_of(*row))


@prepared
def _of_brands(brand_ids: Collection[UUID]) -> Rows:
    rows = Mailbox.objects.filter(brand_id__in=brand_ids)
    return rows.values_list("id", "brand_id", "kind", "name", "address", "display_name", "active", "config")


def managed_mailboxes(actor: Actor, kind: str = "email") -> list[Mailbox]:
    """The mailboxes that the actor may set up, without their secrets; NotAllowed when they manage none."""
    brands = managed_brands(actor, MAILBOX_MANAGE)
    return list(Mailbox.objects.filter(brand_id__in=brands, kind=kind).select_related("brand").defer("secret"))


def get_mailbox(actor: Actor, mailbox_id: UUID, kind: str = "email") -> Mailbox:
    """A mailbox of this kind to set up. Raises NotFound and NotAllowed."""
    mailbox = Mailbox.objects.select_related("brand").filter(pk=mailbox_id, kind=kind).first()
    if mailbox is None:
        raise NotFound("mailbox")
    check(actor, MAILBOX_MANAGE, mailbox.brand_id)
    return mailbox


def mailbox_for_address(address: str, kind: str = "email") -> Mailbox | None:
    """The active mailbox that takes mail for an address: its own, one with a `+word`, or one of its aliases."""
    local, _, domain = address.strip().lower().rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    wanted = {f"{local}@{domain}", plain}
    active = Mailbox.objects.filter(kind=kind, active=True)
    found = {row.address: row for row in active.filter(address__in=wanted)}
    if found:
        return found.get(f"{local}@{domain}") or found[plain]
    return next((row for row in active if wanted & set(row.config.get("aliases", ()))), None)
