"""bin/bench mail: real mails over LMTP, until committed and until on a case; parsing; memory for one large mail.

    bin/bench mail                                       SQLite
    DATABASE_URL=postgresql:///empty bin/bench mail      an empty PostgreSQL database
    … --mails 5000 --connections 8

The server side (listener, one worker) is this process; the sender is a process of its own on the same machine.
"""

import argparse
import json
import multiprocessing
import os
import re
import smtplib
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil

from tools.bench.measuring import ROOT, machine, table

MAILS = ROOT.parent / "shared" / "data" / "mails"
HERE = "bench@sakura.example"
LARGE_BYTES = 50_000_000
BARS = {"case": 110.0, "parse": 3.0, "memory": 300.0}
_ID = re.compile(rb"^(message-id:\s*<?)", re.IGNORECASE | re.MULTILINE)


def main() -> int:
    """Send, wait, print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--mails", type=int, default=3000)
    options.add_argument("--connections", type=int, default=4)
    chosen = options.parse_args()
    if not MAILS.exists():
        print(f"the real mails are not in {MAILS}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="yorisoi-bench-") as folder:
        os.environ["YORISOI_DATA_DIR"] = folder
        os.environ["YORISOI_LOG"] = "WARNING"
        _prepare()
        rows = list(_measured(chosen.mails, chosen.connections))
    print(machine())
    print(table(["what", "bar", "measured", "CPU ms a mail"], rows))
    return 0


def real_mails(wanted: int) -> Iterator[bytes]:
    """So many of the shared mails, each with a Message-ID of its own: in later rounds the round is put in front."""
    paths = [
        MAILS / row["file"]
        for row in map(json.loads, (MAILS / "index.jsonl").read_text(encoding="utf8").splitlines())
        if row["kind"] == "raw_mail"
    ]
    for number in range(wanted):
        raw = paths[number % len(paths)].read_bytes()
        mark = f"r{number}.".encode()
        changed, times = _ID.subn(rb"\g<1>" + mark, raw, count=1)
        yield changed if times else b"X-Round: " + mark + b"\r\n" + raw


def send(port: int, wanted: int, connections: int) -> None:
    """The sender's process."""
    mails = list(real_mails(wanted))

    def some(start: int) -> None:
        with smtplib.LMTP("127.0.0.1", port, timeout=300) as client:
            for raw in mails[start::connections]:
                client.sendmail("sender@example.com", [HERE], raw)

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(some, range(connections)))


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorisoi.config.settings")
    import django

    django.setup()
    from yorisoi.channels.models import Mailbox
    from yorisoi.config import server
    from yorisoi.kernel import clock
    from yorisoi.workspace import public as workspace

    server.migrate()
    brand = workspace.create_brand(actor=workspace.SYSTEM, name="計測", slug=f"bench-{os.getpid()}", sign="計")
    Mailbox.objects.create(
        brand_id=brand, name="bench", address=HERE, config={"incoming": "lmtp"}, created_at=clock.now()
    )


def _measured(wanted: int, connections: int) -> Iterator[list[str]]:
    from yorisoi.channels.email.listener import Listener

    listener = Listener("127.0.0.1", 0)
    listener.start()
    try:
        port = listener.port
        yield _row("LMTP to committed, raw stored", "", wanted, lambda: _sent(port, wanted, connections))
        yield _row("read and kept", "", wanted, _read_all)
        yield _row("onto cases, once read", "", wanted, _worked)
        _forget()
        bar = f"{BARS['case']:.0f}"
        yield _row("LMTP to committed case, all at once", bar, wanted, lambda: _all_at_once(port, wanted, connections))
        yield ["parse, median (ms)", f"{BARS['parse']:.0f}", f"{_parse_median():.2f}", ""]
        yield ["one mail of 50 MB: peak over idle (MB)", f"{BARS['memory']:.0f}", f"{_large(port):.0f}", ""]
    finally:
        listener.stop()


def _row(name: str, bar: str, wanted: int, work: Callable[[], None]) -> list[str]:
    """Mails a second by the clock, and the CPU time of this process for each mail."""
    started, cpu = time.perf_counter(), time.process_time()
    work()
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    return [f"{name} (mails/s)", bar, f"{wanted / seconds:.0f}", f"{1000 * cpu / wanted:.1f}"]


def _sent(port: int, wanted: int, connections: int) -> None:
    sender = multiprocessing.get_context("spawn").Process(target=send, args=(port, wanted, connections))
    sender.start()
    sender.join()
    if sender.exitcode:
        raise RuntimeError("the sender failed")


def _read_all() -> None:
    from yorisoi.channels import public
    from yorisoi.channels.models import Received

    for each in list(Received.objects.filter(state="stored").values_list("pk", flat=True)):
        public.received(each)


def _worked() -> None:
    from yorisoi.kernel import jobs

    jobs.run_pending()


def _forget() -> None:
    """Make the same mails new again."""
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    from yorisoi.channels.models import Received

    Received.objects.update(message_id=Concat(Value("old."), F("message_id")))


def _all_at_once(port: int, wanted: int, connections: int) -> None:
    """Listener and worker share this process and its database while mail streams in; until no job is left."""
    from django.db import connection

    from yorisoi.kernel import jobs
    from yorisoi.kernel.models import Job, JobState

    stop = threading.Event()
    worker = threading.Thread(target=jobs.run_worker, args=(stop,), kwargs={"threads": 2})
    worker.start()
    _sent(port, wanted, connections)
    while Job.objects.filter(name="desk.receive", state__in=[JobState.WAITING, JobState.RUNNING]).exists():
        time.sleep(0.05)
    stop.set()
    worker.join()
    connection.close()


def _parse_median() -> float:
    from yorisoi.channels.email.mime import parse

    seconds = []
    for raw in real_mails(1000):
        started = time.perf_counter()
        parse(raw)
        seconds.append(time.perf_counter() - started)
    return 1000 * statistics.median(seconds)


def _large(port: int) -> float:
    """Megabytes by which this process grows at most while it takes, stores and reads a mail of 50 MB."""
    process = psutil.Process()
    idle = process.memory_info().rss
    peak = idle
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.01):
            peak = max(peak, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    sender = multiprocessing.get_context("spawn").Process(target=send_large, args=(port,))
    sender.start()
    sender.join()
    _read_all()
    done.set()
    watcher.join()
    if sender.exitcode:
        raise RuntimeError("the large mail was not taken")
    return (peak - idle) / 1e6


def send_large(port: int) -> None:
    """The sender of the large mail: an attachment in base 64."""
    line = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n"
    head = (
        b"From: a@example.com\r\nSubject: large\r\nMessage-ID: <large@example.com>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: application/zip; name=large.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    with smtplib.LMTP("127.0.0.1", port, timeout=300) as client:
        client.sendmail("sender@example.com", [HERE], head + line * (LARGE_BYTES // len(line)))


if __name__ == "__main__":
    raise SystemExit(main())
