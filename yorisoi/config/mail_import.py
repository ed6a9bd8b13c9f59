"""`yorisoi import-mails`: files, mbox files and folders into a mailbox, and from there onto cases."""

from pathlib import Path

from yorisoi.channels.email import actions
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import jobs
from yorisoi.workspace.contracts import SYSTEM


def run(*, paths: list[str], mailbox: str) -> int:
    """Store all mails, then put them on cases; says what could not be read. 1 when there is no such mailbox or file."""
    found = Mailbox.objects.filter(kind="email", address=mailbox.strip().lower()).first()
    absent = [path for path in paths if not Path(path).exists()]
    if found is None or absent:
        print(f"nothing lies at {', '.join(absent)}" if absent else f"there is no mailbox {mailbox}")
        return 1
    done = actions.import_files(actor=SYSTEM, mailbox=found, paths=[Path(path) for path in paths])
    print(f"{done.found} mails found, {done.new} new; putting them on cases")
    jobs.run_pending()
    for file, reason in done.failed:
        print(f"not read: {file}: {reason}")
    return 0
