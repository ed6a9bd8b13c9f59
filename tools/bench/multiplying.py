"""Many stored mails made of some: every row that mails left behind is copied so many times over, inside the database.

The copies are older mails of other people: ids, Message-IDs, addresses and numbers are others, and refer to each other
as those of the originals do. Texts that no index holds are cut, so that the table fits where a bench runs.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Field, Model

_APART = 3600 << 16  # entries of the search count seconds in the bits above the lowest sixteen
_NUMBERS = 100_000
_BEFORE = 0x01900000  # the first digits of ids made in the middle of 2024


def multiply(rounds: int) -> None:
    """Copy `rounds` times what is in the database now, and count the cases anew."""
    from django.db import connection

    from yorisoi.desk.actions import counts
    from yorisoi.kernel.models import Entry
    from yorisoi.workspace.contracts import SYSTEM

    models = list(_models())
    oldest = Entry.objects.order_by("id").values_list("id", flat=True)[0]
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(_statement(model, set(models), rounds))
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO kernel_entry_tokens(rowid, tokens) SELECT id, tokens FROM kernel_entry WHERE id < %s",
                [oldest],
            )
        cursor.execute("ANALYZE")
    counts.recount(actor=SYSTEM)


def _models() -> "Iterator[type[Model]]":
    """What mails leave behind, each after what it refers to."""
    from yorisoi.channels import models as channels
    from yorisoi.customers import models as customers
    from yorisoi.desk import models as desk
    from yorisoi.kernel import models as kernel

    yield from (kernel.StoredFile, customers.Customer, customers.Identity)
    yield from (channels.Received, channels.Reading, channels.ReadingFile, channels.MessageKey, channels.DeliveryEvent)
    yield from (desk.Case, desk.Contact, desk.Message, desk.Attachment, desk.Participant, desk.Happening)
    yield from (kernel.AuditEntry, kernel.Entry, kernel.Job)


def _statement(model: "type[Model]", copied: "set[type[Model]]", rounds: int) -> str:
    from django.db import connection
    from django.db.models import AutoField

    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    values = ", ".join(_value(model, field, copied) for field in fields)
    return (
        f"WITH RECURSIVE rounds(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM rounds WHERE k < {rounds}) "
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values} FROM {model._meta.db_table} CROSS JOIN rounds"
    )


def _value(model: "type[Model]", field: "Field[Any, Any]", copied: "set[type[Model]]") -> str:
    """The SQL of one column of a copy in round k."""
    from django.db import connection

    column = connection.ops.quote_name(str(field.column))
    special = {
        "StoredFile.sha256": _other(column),
        "MessageKey.digest": _other(column),
        "MessageKey.object_id": _other_id(column),
        "AuditEntry.object_id": _other_id(column),
        "Entry.object_id": _other_id(column),
        "Entry.id": f"{column} - k * CAST({_APART} AS bigint)",
        "Case.number": f"{column} + k * {_NUMBERS}",
        "Received.message_id": f"'k' || k || '.' || {column}",
        "Identity.address": f"'k' || k || '.' || {column}",
        "Participant.address": f"'k' || k || '.' || {column}",
        "Reading.html": "''",
        "Reading.text": f"substr({column}, 1, 400)",
    }
    name = f"{model.__name__}.{field.name}"
    if name in special:
        return special[name]
    own = field.primary_key and field.get_internal_type() == "UUIDField"
    related = field.related_model in copied
    return _other_id(column) if own or related else column


def _other(column: str) -> str:
    """Another word of hexadecimal digits: its first eight say which round it is of."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"printf('%08x', {_BEFORE} - k) || substr({column}, 9)"
    return f"lpad(to_hex({_BEFORE} - k), 8, '0') || substr({column}, 9)"


def _other_id(column: str) -> str:
    from django.db import connection

    return _other(column) if connection.vendor == "sqlite" else f"({_other(f'{column}::text')})::uuid"
