"""kill -9 of an import at random moments, of the command and of the worker: every mail once, and a true report."""

import csv
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from tools.bench.measuring import ROOT
from tools.faults.house import ADDRESS, House, mailbox, pause, wait_for, work_left
from tools.faults.verdict import Verdict

POSTMARK = b"From somebody@example.com Mon Feb  3 10:00:00 2020\n"
REPEATED_EVERY = 10
BROKEN = {
    "notes.bin": b"\x00\x01nothing",
    "letter.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99,
    "empty.eml": b"",
}
KILLS_BY_JOBS = 1  # waits for the lease of a job


def importing(house: House, wanted: int, kills: int, seed: int) -> Iterator[Verdict]:
    """By the command first, then by jobs; other mails each time."""
    chance = random.Random(seed)
    for way, killed in (("command", _by_command), ("jobs", _by_jobs)):
        folder = house.folder / way
        _written(folder, way, wanted, chance)
        import_id, times = killed(house, folder, kills, chance)
        yield from _counted(house, way, import_id, wanted, times)
    yield _threads(wanted)


def _written(folder: Path, sign: str, wanted: int, chance: random.Random) -> None:
    """An mbox (newest first), a maildir and some .eml files with so many mails; a tenth lies in two of them."""
    (folder / "maildir" / "cur").mkdir(parents=True)
    with (folder / "box.mbox").open("wb") as box:
        for number in reversed(range(wanted)):
            raw = _mail(sign, number, chance)
            box.write(POSTMARK + raw.replace(b"\nFrom ", b"\n>From ") + b"\n")
            if number % REPEATED_EVERY == 0:
                place = folder / (f"{number}.eml" if number % 20 else f"maildir/cur/{number}.host:2,S")
                place.write_bytes(raw)
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)


def _mail(sign: str, number: int, chance: random.Random) -> bytes:
    answers = f"References: <{sign}{number - 1}@example.com>\n" if number % 3 == 1 else ""
    text = "From here on\n" + "本文です。\n" * chance.randrange(1, 2000)
    return (
        f"Date: Mon, 3 Feb 2020 10:00:00 +0900\nFrom: c{number // 3}@example.com\nTo: {ADDRESS}\n"
        f"Subject: {sign} {number}\nMessage-ID: <{sign}{number}@example.com>\n{answers}"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}"
    ).encode()


def _by_command(house: House, folder: Path, kills: int, chance: random.Random) -> tuple[UUID, int]:
    """`yorisoi import-mails`, killed, and again with --resume until it ends by itself."""
    from yorisoi.channels.email.models import MailImport

    words = [sys.executable, "-m", "yorisoi.config.cli", "import-mails", str(folder), "--mailbox", ADDRESS]
    words += ["--report", str(folder) + ".csv"]
    killed = 0
    while True:
        resume = ["--resume"] if MailImport.objects.exists() else []
        with house.log.open("ab") as log:
            process = subprocess.Popen([*words, *resume], cwd=ROOT, env=house.environment, stdout=log, stderr=log)
        seen = _done()
        try:
            if killed < kills:
                wait_for(lambda: process.poll() is not None or _done() > seen, "the import to go on", 60)  # noqa: B023
                process.wait(chance.uniform(0, 0.6))
            else:
                process.wait(600)
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        process.wait()
        row = MailImport.objects.get()
        if row.state != MailImport.State.RUNNING:
            return row.pk, killed


def _done() -> int:
    from yorisoi.channels.email.models import MailImport

    return MailImport.objects.order_by("-id").values_list("step", flat=True).first() or 0


def _by_jobs(house: House, folder: Path, kills: int, chance: random.Random) -> tuple[UUID, int]:
    """As the settings page begins it; server and worker die, the worker's job is taken over."""
    from yorisoi.channels.email.actions import start_import
    from yorisoi.channels.email.models import MailImport
    from yorisoi.workspace import public as workspace

    house.start()
    sources = [{"path": str(folder), "name": folder.name}]
    import_id = start_import(actor=workspace.SYSTEM, mailbox=mailbox(), sources=sources, dry_run=False, closed=True)
    killed = 0
    while killed < min(kills, KILLS_BY_JOBS):
        seen = _done()
        wait_for(lambda: _done() > seen or _ended(import_id), "the import to go on", 180)  # noqa: B023
        if _ended(import_id):
            break
        pause(chance.uniform(0, 0.6))
        house.kill("worker")
        killed += 1
    wait_for(lambda: _ended(import_id), "the import to end", 600)
    wait_for(lambda: work_left() == 0, "all to be on cases", 600)
    house.stop()
    return MailImport.objects.get(pk=import_id).pk, killed


def _ended(import_id: UUID) -> bool:
    from yorisoi.channels.email.models import MailImport

    return MailImport.objects.filter(pk=import_id, state=MailImport.State.DONE).exists()


def _counted(house: House, way: str, import_id: UUID, wanted: int, kills: int) -> Iterator[Verdict]:
    from django.db.models import Count

    from yorisoi.channels.models import Received
    from yorisoi.desk.models import Case, Message

    _calm()
    stored = Counter(Received.objects.filter(message_id__startswith=way).values_list("message_id", flat=True))
    on_cases = (
        Message.objects.filter(received__message_id__startswith=way).values("received_id").annotate(n=Count("id"))
    )
    once = on_cases.filter(n=1).count()
    cases = Case.objects.filter(subject__startswith=way)
    yield Verdict(
        f"an import by {way}, killed and gone on with: every mail is one message on a case",
        len(stored) == wanted and max(stored.values()) == 1 and once == wanted == on_cases.count(),
        f"{kills} kills, {wanted} different mails in the files, {sum(stored.values())} stored, {once} on a case once, "
        f"{cases.count()} cases, {cases.filter(is_open=True).count()} of them open",
    )
    yield _report(house, way, import_id, wanted)


def _threads(wanted: int) -> Verdict:
    """Every third mail answers the one before it, which lies behind it in the mbox."""
    from yorisoi.desk.models import Case

    expected = wanted - len(range(1, wanted, 3))
    cases = {way: Case.objects.filter(subject__startswith=way).count() for way in ("command", "jobs")}
    return Verdict(
        "an import keeps threads whole, by the command and by jobs",
        set(cases.values()) == {expected},
        f"{cases} cases, true {expected}",
    )


def _calm() -> None:
    """The leases of the killed run out, and what they held is done."""
    from yorisoi.kernel import clock, jobs
    from yorisoi.kernel.jobs import claiming

    with clock.moved_to(clock.now() + timedelta(hours=2)):
        claiming.recover()
        jobs.run_pending(raising=False)


def _report(house: House, way: str, import_id: UUID, wanted: int) -> Verdict:
    """Counters, lines and the file for spreadsheets say the same, and what is true."""
    from yorisoi.channels.email.importing.report import report_rows
    from yorisoi.channels.email.models import MailImport

    row = MailImport.objects.get(pk=import_id)
    repeated = len(range(0, wanted, REPEATED_EVERY))
    truth = (wanted, repeated, len(BROKEN))
    counters = (row.new, row.repeated, row.failed)
    lines = Counter(row.lines.values_list("result", flat=True))
    places = Counter(row.lines.values_list("file", "offset"))
    path = Path(f"{house.folder / way}.csv")
    text = path.read_text(encoding="utf-8-sig") if path.exists() else "".join(report_rows(row)).lstrip("\ufeff")
    listed = len(list(csv.reader(text.splitlines()))) - 1
    return Verdict(
        f"an import by {way}: its report is right",
        counters == truth == (lines["new"], lines["repeated"], lines["failed"])
        and max(places.values()) == 1
        and listed == row.found == sum(truth)
        and row.bytes_done == row.bytes_total,
        f"new, repeated, failed {counters} (true {truth}), {sum(lines.values())} lines, {listed} in the file, "
        f"{sum(times > 1 for times in places.values())} twice",
    )
