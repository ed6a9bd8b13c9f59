"""bin/bench imports: a large mbox brought in by `yorisoi import-mails`, and how much memory that takes.

    bin/bench imports                 2 GB
    bin/bench imports --megabytes 200
    DATABASE_URL=postgresql:///empty bin/bench imports

The mails are small texts, some with an attachment of up to 10 MB, one near the limit and one above it. The file and
all that is stored lie in a temporary folder, about three times as large as the mbox, and are deleted in the end.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.bench.corpus import HERE
from tools.bench.mail import prepare
from tools.bench.measuring import ROOT, machine, table

POSTMARK = b"From somebody@example.com Mon Feb  3 10:00:00 2020\n"
MEGABYTE = 1_000_000
BAR = 300.0  # MB over a small import, as for one mail of 50 MB


@dataclass
class Ran:
    """One import: MB of memory at most (all of it, and without mapped files), seconds by the clock and of CPU."""

    most: float = 0.0
    own: float = 0.0
    seconds: float = 0.0
    cpu: float = 0.0
    said: str = ""


def main() -> int:
    """Write the mbox, import a small one and then it, print; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=2000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yorisoi-bench-") as folder:
        os.environ["YORISOI_DATA_DIR"] = folder
        os.environ["YORISOI_LOG"] = "WARNING"
        prepare()
        print(machine())
        small = _imported(_written(Path(folder) / "small.mbox", 0))
        path = _written(Path(folder) / "large.mbox", chosen.megabytes)
        large = _imported(path)
        print(large.said)
        size = path.stat().st_size / MEGABYTE
        head = ["mbox", "bar", "most memory, MB", "without mapped files", "over the small one", "seconds", "CPU s"]
        rows = [_row("3 mails", small, small, ""), _row(f"{size:,.0f} MB", large, small, f"{BAR:.0f}")]
        print(table(head, rows))
        return int(large.most - small.most > BAR)


def _row(name: str, ran: Ran, small: Ran, bar: str) -> list[str]:
    figures = [ran.most, ran.own, ran.most - small.most, ran.seconds, ran.cpu]
    return [name, bar, *(f"{each:.0f}" for each in figures)]


def _written(path: Path, megabytes: int) -> Path:
    with path.open("wb") as box:
        for raw in _mails(megabytes):
            box.write(POSTMARK + raw.replace(b"\nFrom ", b"\n>From ") + b"\n")
    return path


def _mails(megabytes: int) -> Iterator[bytes]:
    """Three small ones, then so many megabytes of all sizes."""
    chance = random.Random(megabytes)
    size, number = 0, 0
    large = {50: 60 * MEGABYTE, 100: 80 * MEGABYTE}
    while number < 3 or size < megabytes * MEGABYTE:
        attached = large.get(number) or (int(10 * MEGABYTE * chance.random() ** 4) if number % 5 == 4 else 0)
        raw = _mail(f"{megabytes}.{number}", chance.randrange(200, 20_000), attached, chance)
        size += len(raw)
        number += 1
        yield raw


def _mail(name: str, text: int, attached: int, chance: random.Random) -> bytes:
    head = (
        f"Date: Mon, 3 Feb 2020 10:00:00 +0900\nFrom: c{name}@example.com\nTo: {HERE}\nSubject: {name}\n"
        f"Message-ID: <{name}@example.com>\nMIME-Version: 1.0\n"
    )
    body = "本文です。From here on\n" * (text // 30)
    plain = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"
    if not attached:
        return (head + plain).encode()
    line = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\n"
    first = chance.randbytes(54).hex()[:76].encode() + b"\n"  # so that no two attachments are the same
    parts = (
        f'Content-Type: multipart/mixed; boundary="b"\n\n--b\n{plain}\n--b\nContent-Type: application/zip; name=a.zip\n'
    )
    encoded = b"Content-Transfer-Encoding: base64\n\n" + first + line * (attached // len(line)) + b"--b--\n"
    return (head + parts).encode() + encoded


def _imported(path: Path) -> Ran:
    """Run the command to its end while its memory is looked at."""
    words = [sys.executable, "-m", "yorisoi.config.cli", "import-mails", str(path), "--mailbox", HERE]
    ran, started = Ran(), time.perf_counter()
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=subprocess.DEVNULL) as process,
    ):
        over = threading.Event()
        while process.poll() is None:
            _look(process.pid, ran)
            over.wait(0.05)
        said.seek(0)
        ran.said = said.read().strip()
    ran.seconds = time.perf_counter() - started
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}: {ran.said}")
    return ran


def _look(pid: int, ran: Ran) -> None:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        times = Path(f"/proc/{pid}/stat").read_text(encoding="utf8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return
    figures = {name: int(value) / 1000 for name, value in re.findall(r"(VmHWM|RssAnon):\s+(\d+) kB", status)}
    ran.most = max(ran.most, figures.get("VmHWM", 0.0))
    ran.own = max(ran.own, figures.get("RssAnon", 0.0))
    ran.cpu = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    raise SystemExit(main())
