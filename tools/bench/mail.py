"""bin/bench mail: real mails over LMTP, until committed and until on a case; parsing; memory for one large mail.

    bin/bench mail                                       SQLite
    DATABASE_URL=postgresql:///empty bin/bench mail      an empty PostgreSQL database
    … --mails 5000 --connections 8
    … --stored 300000                                    instead: what a mail costs when so many are stored already

The listener is in this process, and so is the worker unless a line says otherwise; the sender is a process of its own
on the same machine. CPU is that of listener and worker; with PostgreSQL --stored counts its server process, too.
"""

import argparse
import multiprocessing
import os
import smtplib
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import batched

import psutil

from tools.bench import flatness
from tools.bench.corpus import HERE, MAILS, real_mails
from tools.bench.measuring import ROOT, machine, table
from tools.services import wait_until

LARGE_BYTES = 50_000_000
BARS = {"case": 110.0, "parse": 3.0, "memory": 300.0}


def main() -> int:
    """Send, wait, print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--mails", type=int, default=3000)
    options.add_argument("--connections", type=int, default=8)
    options.add_argument("--stored", type=int, default=0)
    chosen = options.parse_args()
    if not MAILS.exists():
        print(f"the real mails are not in {MAILS}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="yorisoi-bench-") as folder:
        os.environ["YORISOI_DATA_DIR"] = folder
        os.environ["YORISOI_LOG"] = "WARNING"
        prepare()
        print(machine())
        if chosen.stored:
            print(table(["stored mails", "CPU ms a mail", "times the first"], list(flatness.measured(chosen.stored))))
        else:
            rows = list(_measured(chosen.mails, chosen.connections))
            print(table(["what", "bar", "measured", "CPU ms a mail"], rows))
    return 0


def send(port: int, wanted: int, connections: int) -> None:
    """The sender's process."""
    mails = list(real_mails(wanted))

    def some(start: int) -> None:
        with smtplib.LMTP("127.0.0.1", port, timeout=300) as client:
            for raw in mails[start::connections]:
                client.sendmail("sender@example.com", [HERE], raw)

    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(some, range(connections)))


def prepare() -> None:
    """Set Django up; migrate, and one mailbox that takes mail."""
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
        _forget("1.")
        bar = f"{BARS['case']:.0f}"
        yield _row("LMTP to committed case, one process", bar, wanted, lambda: _one_process(port, wanted, connections))
        _forget("2.")
        name = "LMTP to committed case, listener and worker in two processes"
        yield _row(name, bar, wanted, lambda: _two_processes(port, wanted, connections))
        yield ["parse, median (ms)", f"{BARS['parse']:.0f}", f"{_parse_median():.2f}", ""]
        yield ["one mail of 50 MB: peak over idle (MB)", f"{BARS['memory']:.0f}", f"{_large(port):.0f}", ""]
    finally:
        listener.stop()


def _row(name: str, bar: str, wanted: int, work: Callable[[], float | None]) -> list[str]:
    """Mails a second by the clock, and the CPU time for each: of this process, and what `work` tells of another."""
    started, cpu = time.perf_counter(), time.process_time()
    elsewhere = work() or 0.0
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu + elsewhere
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

    for some in batched(list(Received.objects.filter(state="stored").values_list("pk", flat=True)), 32):
        public.received_many(some)


def _worked() -> None:
    from yorisoi.kernel import jobs

    jobs.run_pending()


def _forget(sign: str) -> None:
    """Make the same mails new again; each time by another sign."""
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    from yorisoi.channels.models import Received

    Received.objects.update(message_id=Concat(Value(sign), F("message_id")))


def _one_process(port: int, wanted: int, connections: int) -> None:
    """Listener and worker share this process and its database while mail streams in; until no job is left."""
    from django.db import connection

    from yorisoi.kernel import jobs

    stop = threading.Event()
    worker = threading.Thread(target=jobs.run_worker, args=(stop,), kwargs={"threads": 2})
    worker.start()
    _sent(port, wanted, connections)
    _until_done()
    stop.set()
    worker.join()
    connection.close()


def _two_processes(port: int, wanted: int, connections: int) -> float:
    """The same with `yorisoi worker` beside this process; the worker's CPU seconds."""
    from yorisoi.kernel.models import Worker

    worker = psutil.Popen([sys.executable, "-m", "yorisoi.config.cli", "worker"], cwd=ROOT)
    try:
        wait_until(lambda: worker.poll() is not None or Worker.objects.filter(pid=worker.pid).exists(), 120)
        before = sum(worker.cpu_times()[:2])
        _sent(port, wanted, connections)
        _until_done()
        return float(sum(worker.cpu_times()[:2]) - before)
    finally:
        worker.terminate()
        worker.wait(60)


def _until_done() -> None:
    from yorisoi.kernel.models import Job, JobState
    from yorisoi.kernel.models.job import in_state

    while any(Job.objects.filter(in_state(state)).exists() for state in (JobState.WAITING, JobState.RUNNING)):
        time.sleep(0.05)
    if Job.objects.filter(name="desk.receive").exclude(state=JobState.DONE).exists():
        raise RuntimeError("some mails could not be put on a case")


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
