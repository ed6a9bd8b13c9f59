"""Bringing mails in from files: piece by piece, each mail once, going on where it was after any end."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from yorisoi.channels import actions
from yorisoi.channels.actions import Arrival
from yorisoi.channels.durable import on_disk
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.permissions import MAIL_IMPORT, check
from yorisoi.kernel import audit, clock, files, jobs, live
from yorisoi.workspace.contracts import Actor

from ..importing.arrivals import arrival_of
from ..importing.mails import Found, Position, Source, mails_from
from ..importing.places import files_in
from ..models import ImportLine, MailImport
from .telling import ImportStopped, step, tell, tell_later

BATCH = 50
BATCH_BYTES = 16 * 1024 * 1024

type Result = tuple[bool, UUID | None]  # new? and the row that has it


@transaction.atomic
def start_import(
    *, actor: Actor, mailbox: Mailbox, sources: Sequence[dict[str, str]], dry_run: bool, closed: bool, job: bool = True
) -> UUID:
    """Write an import down and have a worker do it (job=False: whoever calls goes on with it); returns its id.

    sources: {"path", "name"} on this machine or {"file", "name"} of kernel.files. dry_run: only look. closed: cases
    that are opened for these mails are closed at once. Raises NotFound and NotAllowed.
    """
    check(actor, MAIL_IMPORT, mailbox.brand_id)
    row = MailImport.objects.create(
        brand_id=mailbox.brand_id,
        mailbox=mailbox,
        actor_id=actor.staff_id,
        sources=list(sources),
        dry_run=dry_run,
        closed=closed,
        bytes_total=_total(_sources(sources)),
        created_at=clock.now(),
    )
    names = [each["name"] for each in sources][:20]
    audit.record(
        actor.staff_id, "channels.import", "mailbox", mailbox.pk, mailbox.brand_id, files=names, dry_run=dry_run
    )
    if job:
        jobs.enqueue("channels.email.import", import_id=str(row.pk))
    return row.pk


@transaction.atomic
def stop_import(*, actor: Actor, import_id: UUID) -> bool:
    """End an import where it is; what came in stays. False when it has ended already."""
    row = MailImport.objects.get(pk=import_id)
    check(actor, MAIL_IMPORT, row.brand_id)
    running = MailImport.objects.filter(pk=import_id, state=MailImport.State.RUNNING)
    if not running.update(state=MailImport.State.STOPPED, ended_at=clock.now()):
        return False
    audit.record(actor.staff_id, "channels.import.stop", "mailbox", row.mailbox_id, row.brand_id)
    tell_later(import_id)
    live.notify(f"mailimport:{row.brand_id}", str(row.pk))
    return True


def go_on(import_id: UUID, *, seconds: float) -> Iterator[MailImport]:
    """Do the next pieces for about so many seconds, each committed; gives the import after each of them.

    When all mails are stored they go onto cases, the oldest first: before, an answer could come ahead of what it
    answers. When it is not done by then its state is still "running". Raises ImportStopped.
    """
    row = MailImport.objects.select_related("mailbox").get(pk=import_id)
    if row.state != MailImport.State.RUNNING:
        raise ImportStopped(row.state)
    until = time.monotonic() + seconds
    found = mails_from(_sources(row.sources), Position(**row.position), settings.MAX_MAIL_BYTES)
    for _done in _pieces(row, found):
        yield row
        if time.monotonic() >= until:
            return
    _end(row)
    yield row


def _pieces(row: MailImport, found: Iterator[Found]) -> Iterator[None]:
    for batch in _batches(found):
        _take(row, batch)
        yield
    yield from tell(row)


def _sources(sources: Sequence[dict[str, str]]) -> list[Source]:
    return [Source(Path(each["path"]) if "path" in each else _stored(each["file"]), each["name"]) for each in sources]


def _stored(file_id: str) -> Path:
    with files.open(UUID(file_id)) as file:
        return Path(file.name)


def _total(sources: Sequence[Source]) -> int:
    every = chain.from_iterable(files_in(each.path, each.name) for each in sources if each.path.exists())
    return sum(place.path.stat().st_size for place in every if place.path.exists())


def _batches(found: Iterator[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for each in found:
        batch.append(each)
        size += len(each.raw or b"")
        if len(batch) >= BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _take(row: MailImport, batch: Sequence[Found]) -> None:
    """Store a batch with its lines and the position behind it, all or nothing."""
    arrivals = [arrival_of(row.mailbox, each, each.raw, closed=row.closed) for each in batch if each.raw is not None]
    with on_disk(), transaction.atomic():
        results = _looked(row, arrivals) if row.dry_run else _stored_now(arrivals)
        done = iter(zip(arrivals, results, strict=True))
        lines = [_line(row, each, done) for each in batch if each.raw is not None or each.why]
        _advance(row, batch[-1].after, lines, sum(len(each.raw or b"") for each in batch))


def _line(row: MailImport, found: Found, done: Iterator[tuple[Arrival, Result]]) -> ImportLine:
    line = ImportLine(whole=row, file=found.file, offset=found.offset, result="failed", why=found.why)
    if found.raw is not None:
        arrival, (new, line.received_id) = next(done)
        line.message_id, line.body_digest = arrival.message_id, arrival.body_digest
        line.result = "new" if new else "repeated"
    return line


def _stored_now(arrivals: Sequence[Arrival]) -> list[Result]:
    return [(each.new, each.received_id) for each in actions.store_all(arrivals, tell=False)] if arrivals else []


def _looked(row: MailImport, arrivals: Sequence[Arrival]) -> list[Result]:
    """What storing would do, without doing it."""
    ids = {each.message_id for each in arrivals}
    known: dict[tuple[str, str], UUID | None] = {
        (message_id, digest): pk
        for message_id, digest, pk in Received.objects.filter(
            mailbox_id=row.mailbox_id, message_id__in=ids
        ).values_list("message_id", "body_digest", "pk")
    }
    before = row.lines.filter(message_id__in=ids).values_list("message_id", "body_digest")
    seen = {(message_id, digest) for message_id, digest in before}
    results: list[Result] = []
    for each in arrivals:
        key = (each.message_id, each.body_digest)
        results.append((key not in known and key not in seen, known.get(key)))
        seen.add(key)
    return results


def _advance(row: MailImport, position: Position, lines: list[ImportLine], size: int) -> None:
    """Write the lines and how far we are; ImportStopped undoes all when somebody else has gone on meanwhile."""
    ImportLine.objects.bulk_create(lines)
    results = Counter(line.result for line in lines)
    counters: dict[str, Any] = {name: getattr(row, name) + results[name] for name in ("new", "repeated", "failed")}
    step(
        row,
        MailImport.objects.filter(state=MailImport.State.RUNNING),
        position=position.as_json(),
        found=row.found + len(lines),
        bytes_done=min(row.bytes_done + size, row.bytes_total),
        told=0,  # if it had stalled others know of some; the rest may be older, and telling twice changes nothing
        **counters,
    )


@transaction.atomic
def _end(row: MailImport) -> None:
    row.state, row.ended_at = MailImport.State.DONE, clock.now()
    row.bytes_done = row.bytes_total
    MailImport.objects.filter(pk=row.pk, state=MailImport.State.RUNNING).update(
        state=row.state, ended_at=row.ended_at, bytes_done=row.bytes_done
    )
    live.notify(f"mailimport:{row.brand_id}", str(row.pk))
