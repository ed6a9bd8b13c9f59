"""bin/test faults: real processes, real servers on loopback, and what breaks them.

bin/test faults                                  everything, on SQLite
bin/test faults storm --mails 2000 --kills 12    one of: storm import outside odd loop database disk
DATABASE_URL=postgresql://… bin/test faults      on a PostgreSQL where databases may be created
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tools.faults.house import House
from tools.faults.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Options:
    """How hard it blows."""

    mails: int
    kills: int
    seed: int
    away: float


def scenarios() -> dict[str, Callable[[House, Options], Iterator[Verdict]]]:
    """By name, in the order in which they run."""
    from tools.faults.away import database, disk
    from tools.faults.importing import importing
    from tools.faults.loop import loop
    from tools.faults.odd import odd
    from tools.faults.outside import outside
    from tools.faults.storm import storm

    return {
        "storm": lambda house, options: storm(house, options.mails, options.kills, options.seed),
        "import": lambda house, options: importing(house, options.mails, options.kills, options.seed),
        "outside": lambda house, _options: outside(house),
        "odd": lambda house, _options: odd(house),
        "loop": lambda house, _options: loop(house),
        "database": lambda house, options: database(house, options.away),
        "disk": lambda house, _options: disk(house),
    }


def main() -> int:
    """Run them, each in a house of its own; print one line a promise; 1 when one was broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*", help="which; all when none is named")
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--away", type=float, default=30, help="seconds for which the database is away")
    chosen = parser.parse_args()
    known = scenarios()
    if unknown := set(chosen.names) - set(known):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    options = Options(chosen.mails, chosen.kills, chosen.seed, chosen.away)
    names = chosen.names or list(known)
    if len(names) > 1:  # Django is set up once a process: each has its own
        return max(_apart(name) for name in names)
    return _run(names[0], known[names[0]], options)


def _run(name: str, scenario: Callable[[House, Options], Iterator[Verdict]], options: Options) -> int:
    broken = 0
    started = time.monotonic()
    with _database() as address:
        house = House(address)
        try:
            house.found()
            for verdict in scenario(house, options):
                broken += not verdict.held
                word = "held  " if verdict.held else "BROKEN"
                print(f"{word}  {name}: {verdict.promise} — {verdict.seen}", flush=True)
        finally:
            if broken:
                sys.stderr.write(house.log.read_text()[-6000:] if house.log.exists() else "")
            house.close()
    print(f"        {name}: {house.kills} kills, {time.monotonic() - started:.0f} s", flush=True)
    return 1 if broken else 0


def _apart(name: str) -> int:
    import subprocess

    words = [each for each in sys.argv[1:] if each not in scenarios()]
    return subprocess.run([sys.executable, "-m", "tools.faults", name, *words], check=False).returncode


@contextmanager
def _database() -> Iterator[str]:
    """An empty database of its own on the PostgreSQL of DATABASE_URL, gone afterwards; "" for SQLite."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield ""
        return
    name = f"yorisoi_faults_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    raise SystemExit(main())
