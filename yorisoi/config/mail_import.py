"""`yorisoi import-mails`: files, mboxes, maildirs, archives and folders into a mailbox, and from there onto cases."""

import sys
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from yorisoi.channels.email import actions
from yorisoi.channels.email.importing.report import report_rows
from yorisoi.channels.email.models import MailImport
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import jobs
from yorisoi.workspace.contracts import SYSTEM

FOR_EVER = 10.0**9


@dataclass(frozen=True, slots=True)
class Options:
    """What was typed."""

    paths: list[str]
    mailbox: str
    dry_run: bool = False
    closed: bool = False
    resume: bool = False
    report: str = ""


def run(options: Options) -> int:
    """Store all mails, then put them on cases; 1 when there is no such mailbox or file, or nothing to resume."""
    found = Mailbox.objects.filter(kind="email", address=options.mailbox.strip().lower()).first()
    absent = [path for path in options.paths if not Path(path).exists()]
    if found is None or absent:
        print(f"nothing lies at {', '.join(absent)}" if absent else f"there is no mailbox {options.mailbox}")
        return 1
    import_id = _resumed(found, options) if options.resume else _started(found, options)
    if import_id is None:
        print("there is no unfinished import of these files into this mailbox")
        return 1
    try:
        row = _all(import_id)
    except KeyboardInterrupt:
        print("\nstopped; go on with the same command and --resume")
        return 130
    return _told(row, options)


def _sources(options: Options) -> list[dict[str, str]]:
    return [{"path": str(Path(path).resolve()), "name": path} for path in options.paths]


def _started(mailbox: Mailbox, options: Options) -> UUID:
    how = {"dry_run": options.dry_run, "closed": options.closed}
    return actions.start_import(actor=SYSTEM, mailbox=mailbox, sources=_sources(options), job=False, **how)


def _resumed(mailbox: Mailbox, options: Options) -> UUID | None:
    """The newest unfinished import of the same files."""
    rows = MailImport.objects.filter(mailbox=mailbox, state=MailImport.State.RUNNING, dry_run=options.dry_run)
    return next((row.pk for row in rows.order_by("-id") if row.sources == _sources(options)), None)


def _all(import_id: UUID) -> MailImport:
    row = MailImport.objects.get(pk=import_id)
    for row in actions.go_on(import_id, seconds=FOR_EVER):
        share = 100 * row.bytes_done // max(row.bytes_total, 1)
        print(f"\r{share:3d} %  {_counts(row)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return row


def _counts(row: MailImport) -> str:
    return f"{row.new + row.repeated} mails: {row.new} new, {row.repeated} were here already; {row.failed} failed"


def _told(row: MailImport, options: Options) -> int:
    print(("dry run, nothing is stored: " if row.dry_run else "") + _counts(row))
    for line in row.lines.filter(result="failed"):
        print(f"failed: {line.file} at {line.offset}: {line.why}")
    if options.report:
        with Path(options.report).open("w", encoding="utf8", newline="") as file:
            file.writelines(report_rows(row))
    if not row.dry_run:
        jobs.run_pending()
    return 0
