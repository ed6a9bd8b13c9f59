"""Mailboxes: for others, and by the address that a message was sent to."""

from collections.abc import Collection
from uuid import UUID

from ..contracts import MailboxInfo
from ..models import Mailbox


def mailbox_infos(brand_ids: Collection[UUID]) -> list[MailboxInfo]:
    """The brands' mailboxes, by name."""
    return [
        MailboxInfo(
            id=row.pk,
            brand_id=row.brand_id,
            kind=row.kind,
            name=row.name,
            address=row.address,
            display_name=row.display_name,
            active=row.active,
        )
        for row in Mailbox.objects.filter(brand_id__in=brand_ids).defer("secret", "state", "config")
    ]


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
