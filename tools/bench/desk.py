"""bin/bench desk: the desk's bars over loopback HTTP, with 100,000 cases and 300,000 messages made in bulk.

    bin/bench desk                                       SQLite
    DATABASE_URL=postgresql:///empty bin/bench desk      an empty PostgreSQL database
    … --cases 10000 --keep                               another size; keep the data for the next run

One client, 20 warm-up and 200 counted requests, once with keep-alive and once with a new connection each. CPU is what
the server's processes and the database's used a request: on a busy machine that tells more than the clock.
"""

import argparse
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from tools.bench import filling
from tools.bench.measuring import COUNTED, ROOT, WARM_UP, Client, Spread, machine, memory, served, table
from tools.bench.texts import PLANTED

if TYPE_CHECKING:
    from psutil import Process

BARS = {"inbox": 18.0, "case": 12.0, "rare": 14.0, "medium": 28.0, "common": 60.0}
IDLE_MIB = 250


def main() -> int:
    """Fill once, serve, measure."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--keep", action="store_true", help="keep the data in var/bench for the next run")
    chosen = options.parse_args()
    folder = (
        ROOT
        / "var"
        / "bench"
        / f"{'pg' if 'postgres' in os.environ.get('DATABASE_URL', '') else 'sqlite'}-{chosen.cases}"
    )
    os.environ["YORISOI_DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorisoi.config.settings")
    try:
        return _bench(chosen.cases, folder)
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _bench(cases: int, folder: Path) -> int:
    facts = _filled(cases, folder)
    print(f"\n{facts['vendor']}, {cases:,} cases, {facts['messages']:,} messages; {machine()}\n")
    with served({"YORISOI_DATA_DIR": str(folder)}) as (client, process):
        client.sign_in(filling.EMAIL, filling.PASSWORD)
        client.request("GET", f"/search/?q={quote('請求書')}")
        idle = memory(process)
        print(
            table(
                ["page", "bar p50 ms", "keep-alive: p50 / p95 (CPU)", "new connection: p50 / p95 (CPU)"],
                list(_pages(client, facts)),
            )
        )
        print()
        print(
            table(
                [
                    "word",
                    "planted",
                    "found by paging",
                    "bar p50 ms",
                    "keep-alive: p50 / p95 (CPU)",
                    "new connection: p50 / p95 (CPU)",
                ],
                list(_searches(client)),
            )
        )
        _print_memory(idle, process)
    return 0


def _filled(cases: int, folder: Path) -> dict[str, object]:
    """What was made: from the last run if it was kept, else now."""
    stamp = folder / "facts.json"
    if stamp.exists():
        return dict(json.loads(stamp.read_text()))
    started = time.perf_counter()
    facts = filling.fill(cases)
    print(f"made in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    stamp.write_text(json.dumps(facts))
    return facts


def _pages(client: Client, facts: dict[str, object]) -> Iterator[list[str]]:
    number = int(str(facts["long_case"]))
    pages = [
        ("inbox, all open", "/inbox/?view=all", BARS["inbox"], {}),
        ("inbox, one queue", f"/inbox/?view=queue:{facts['queue']}", BARS["inbox"], {}),
        ("inbox, rows only (htmx)", "/inbox/?view=all", BARS["inbox"], {"HX-Request": "true", "HX-Target": "rows"}),
        ("case, 20 messages", f"/cases/{number}/", BARS["case"], {}),
    ]
    for name, path, bar, headers in pages:
        kept, fresh = (str(client.times(path, keep=keep, headers=headers)) for keep in (True, False))
        yield [name, f"{bar:.0f}", kept, fresh]
    others = [f"/cases/{number - before}/" for before in range(1, 2 * (WARM_UP + COUNTED) + 1)]
    kept, fresh = (str(client.times(*each, keep=keep)) for each, keep in ((others[::2], True), (others[1::2], False)))
    yield ["case, another one each time", f"{BARS['case']:.0f}", kept, fresh]
    yield [
        "case with its lazy panels",
        "",
        *(_with_panels(client, f"/cases/{number}/", keep=keep) for keep in (True, False)),
    ]


def _with_panels(client: Client, path: str, *, keep: bool) -> str:
    """The page and every panel that it loads on its own, one after the other."""
    _status, page = client.request("GET", path)
    panels = [
        found.decode().replace("&amp;", "&") for found in re.findall(rb'hx-get="([^"]+)"[^>]*hx-trigger="load', page)
    ]
    spreads = [client.times(each, keep=keep) for each in (path, *panels)]
    return f"{sum(spreads, Spread(0, 0))}, {len(panels)} panels"


def _searches(client: Client) -> Iterator[list[str]]:
    for word, planted in PLANTED:
        name = {10: "rare", 1000: "medium"}.get(planted, "common")
        path = f"/search/?q={quote(word)}&kind=message"
        kept, fresh = (str(client.times(path, keep=keep)) for keep in (True, False))
        yield [f"{word} ({name})", str(planted), str(_found(client, path)), f"{BARS[name]:.0f}", kept, fresh]


def _found(client: Client, path: str) -> int:
    """Hits reached by following "more" to the end."""
    found, following = 0, path
    while following:
        _status, page = client.request("GET", following)
        found += page.count(b"data-hit")
        more = re.search(rb'data-more="([^"]+)"', page)
        following = urljoin(path, more[1].decode().replace("&amp;", "&")) if more else ""
    return found


def _print_memory(idle: float, process: "Process") -> None:
    end = memory(process)
    print(f"\nmemory, summed PSS: {idle:.0f} MiB after one search (bar {IDLE_MIB}), {end:.0f} MiB at the end")


if __name__ == "__main__":
    raise SystemExit(main())
