"""Importing mails from files: .eml, mbox, maildir, and folders of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from yorisoi.channels import actions
from yorisoi.channels.actions import Arrival
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor

from .envelope import peek

BATCH = 50
BATCH_BYTES = 16 * 1024 * 1024
_POSTMARK = re.compile(rb"^From \S+[^\r\n]*\d\d:\d\d[^\r\n]*\r?\n(?=[!-9;-~]+[ \t]*:)", re.MULTILINE)


@dataclass(slots=True)
class Imported:
    """How many mails were found, how many were new; `failed`: files that could not be read, with the reason."""

    found: int = 0
    new: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def import_files(*, actor: Actor, mailbox: Mailbox, paths: Iterable[Path]) -> Imported:
    """Store all mails in these files and folders as if they had arrived. Repeating it makes no doubles."""
    done = Imported()
    batch: list[Arrival] = []
    for raw in _mails(paths, done):
        batch.append(_arrival(mailbox, raw))
        if len(batch) >= BATCH or sum(len(each.raw) for each in batch) > BATCH_BYTES:
            _store(batch, done)
            batch = []
    _store(batch, done)
    with transaction.atomic():
        audit.record(
            actor.staff_id, "channels.import", "mailbox", mailbox.pk, mailbox.brand_id, found=done.found, new=done.new
        )
    return done


def split_mbox(content: bytes) -> list[bytes]:
    """The mails of an mbox file, each with its `From ` line; a file without one is a single mail."""
    starts = [found.start() for found in _POSTMARK.finditer(content) if _begins(content, found.start())]
    if not starts or starts[0] != 0:
        return [content]
    return [content[at:end] for at, end in zip(starts, [*starts[1:], len(content)], strict=True)]


def _begins(content: bytes, at: int) -> bool:
    """At the start, or after an empty line."""
    return at == 0 or content[max(at - 4, 0) : at].endswith((b"\n\n", b"\r\n\r\n"))


def _mails(paths: Iterable[Path], done: Imported) -> Iterator[bytes]:
    for path in paths:
        files = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        for file in files:
            try:
                content = file.read_bytes()
            except OSError as error:
                done.failed.append((str(file), error.strerror or str(error)))
                continue
            yield from split_mbox(content)


def _arrival(mailbox: Mailbox, raw: bytes) -> Arrival:
    peeked = peek(raw)
    return Arrival(
        mailbox_id=mailbox.pk,
        brand_id=mailbox.brand_id,
        kind="email",
        raw=raw,
        message_id=peeked.message_id,
        body_digest=peeked.body_digest,
        via="import",
    )


def _store(batch: list[Arrival], done: Imported) -> None:
    if batch:
        done.found += len(batch)
        done.new += sum(each.new for each in actions.store_all(batch))
