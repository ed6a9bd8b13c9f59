"""The shared real mails, as often as wanted."""

import json
import re
from collections.abc import Iterator

from tools.bench.measuring import ROOT

MAILS = ROOT.parent / "shared" / "data" / "mails"
HERE = "bench@sakura.example"
_ID = re.compile(rb"^(message-id:\s*<?)", re.IGNORECASE | re.MULTILINE)


def real_mails(wanted: int, sign: str = "r") -> Iterator[bytes]:
    """So many of the shared mails, each with a Message-ID of its own: sign and round are put in front."""
    paths = [
        MAILS / row["file"]
        for row in map(json.loads, (MAILS / "index.jsonl").read_text(encoding="utf8").splitlines())
        if row["kind"] == "raw_mail"
    ]
    for number in range(wanted):
        raw = paths[number % len(paths)].read_bytes()
        mark = f"{sign}{number}.".encode()
        changed, times = _ID.subn(rb"\g<1>" + mark, raw, count=1)
        yield changed if times else b"X-Round: " + mark + b"\r\n" + raw
