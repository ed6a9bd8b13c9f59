"""Imports as those who may bring mails in see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from yorisoi.channels.models import Mailbox
from yorisoi.channels.permissions import MAIL_IMPORT, check, managed_brands
from yorisoi.kernel import slots
from yorisoi.kernel.slots import Found
from yorisoi.workspace.contracts import Actor, NotFound

from .models import ImportLine, MailImport

SHOWN = 20
LINES = 50


def importable(actor: Actor) -> list[Mailbox]:
    """The mailboxes into which the actor may bring mails. Raises NotAllowed when there is no brand."""
    brands = managed_brands(actor, MAIL_IMPORT)
    rows = Mailbox.objects.filter(brand_id__in=brands, kind="email")
    return list(rows.select_related("brand").defer("secret", "state"))


def imports(actor: Actor) -> list[MailImport]:
    """The newest imports. Raises NotAllowed."""
    brands = managed_brands(actor, MAIL_IMPORT)
    rows = MailImport.objects.filter(brand_id__in=brands).order_by("-id")
    return list(rows.select_related("mailbox").only("mailbox__address", *_FIELDS)[:SHOWN])


_FIELDS = [field.name for field in MailImport._meta.fields if field.name != "mailbox"]


def get_import(actor: Actor, import_id: UUID) -> MailImport:
    """An import. Raises NotFound and NotAllowed."""
    row = MailImport.objects.select_related("mailbox").filter(pk=import_id).first()
    if row is None:
        raise NotFound("import")
    check(actor, MAIL_IMPORT, row.brand_id)
    return row


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with where its message was put, if the reader may see that."""

    line: ImportLine
    place: Found | None


@dataclass(frozen=True, slots=True)
class LinesPage:
    """Some lines in order; `next_after`: the id from which the next page goes on."""

    lines: list[ShownLine]
    next_after: UUID | None


def import_lines(actor: Actor, row: MailImport, result: str = "", after: UUID | None = None) -> LinesPage:
    """What became of each mail, in order; result: only these (new, repeated, failed)."""
    lines = row.lines.order_by("id")
    if result:
        lines = lines.filter(result=result)
    if after is not None:
        lines = lines.filter(pk__gt=after)
    found = list(lines[: LINES + 1])
    places = places_of(actor, [each.received_id for each in found if each.received_id])
    shown = [ShownLine(each, places.get(each.received_id) if each.received_id else None) for each in found[:LINES]]
    return LinesPage(shown, found[LINES - 1].pk if len(found) > LINES else None)


def places_of(actor: Actor, received_ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Where messages were put, as those tell who put them somewhere."""
    places: dict[UUID, Found] = {}
    for source in slots.items("received.place") if received_ids else ():
        places |= source.load(actor, received_ids)
    return places
