"""The mails of an import go onto cases when all of them are stored, the oldest first, and also when it never ends."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from yorisoi.channels import actions
from yorisoi.kernel import clock, jobs, live

from ..models import ImportLine, MailImport

PIECE = 200
STALLED = timedelta(hours=1)  # longer than the largest archive takes to unpack, or a worker's death to be noticed


class ImportStopped(Exception):
    """Somebody stopped the import, or another process is at it."""


def tell(row: MailImport) -> Iterator[None]:
    """Publish MessageReceived for its new mails in the order of their dates; each piece is committed, then given.

    Raises ImportStopped when another process is at it.
    """
    if row.dry_run:
        return
    new = ImportLine.objects.filter(whole=row, result="new").order_by("received__received_at", "received_id")
    due = list(new.values_list("received_id", flat=True)[row.told :])
    for begin in range(0, len(due), PIECE):
        piece = [received_id for received_id in due[begin : begin + PIECE] if received_id is not None]
        with transaction.atomic():
            actions.tell_all(piece)
            step(row, MailImport.objects.all(), told=row.told + len(piece))
        yield


def step(row: MailImport, among: QuerySet[MailImport], **values: Any) -> None:
    """Write what a piece changed in the row, in its transaction; ImportStopped when it is no more as we know it."""
    values |= {"step": row.step + 1, "stepped_at": clock.now()}
    if not among.filter(pk=row.pk, step=row.step).update(**values):
        raise ImportStopped("stopped, or done by another process")
    for name, value in values.items():
        setattr(row, name, value)
    live.notify(f"mailimport:{row.brand_id}", str(row.pk))


def tell_later(import_id: UUID) -> None:
    """Have a worker do what `tell_rest` does."""
    jobs.enqueue("channels.email.tell_import", import_id=str(import_id), unique_key=f"tell_import:{import_id}")


def tell_rest(import_id: UUID) -> None:
    """Put what is stored of an import that stopped or stalled onto cases. One that still goes on does it itself."""
    row = _left_over().filter(pk=import_id).first()
    if row is not None:
        for _piece in tell(row):
            pass


def sweep_imports() -> None:
    """Have that done for every import that needs it."""
    for import_id in _left_over().values_list("pk", flat=True):
        tell_later(import_id)


def _left_over() -> QuerySet[MailImport]:
    silent = Q(stepped_at__lt=clock.now() - STALLED)
    return MailImport.objects.filter(
        ~Q(state=MailImport.State.RUNNING) | silent, dry_run=False, told__lt=F("new")
    ).order_by("id")
