"""bin/bench insights: the pages of numbers over loopback HTTP, with a million facts of two years made in bulk.

    bin/bench insights                                   SQLite
    DATABASE_URL=postgresql:///empty bin/bench insights  an empty PostgreSQL database
    … --facts 100000 --keep                              another size; keep the data for the next run

CPU is what the server's processes and the database's used a request (bar: 50 ms). Facts are written as rows, sums by
`rebuild_roll_ups`, as `yorisoi recount` does.
"""

import argparse
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tools.bench import filling
from tools.bench.measuring import ROOT, Client, machine, served, table

if TYPE_CHECKING:
    from yorisoi.insights.contracts import NewFact

BAR_CPU = 50
YEARS = timedelta(days=730)
FACTS_A_CASE = 6
TOPICS = 30


def main() -> int:
    """Fill once, serve, measure."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--facts", type=int, default=1_000_000)
    options.add_argument("--keep", action="store_true", help="keep the data in var/bench for the next run")
    chosen = options.parse_args()
    kind = "pg" if "postgres" in os.environ.get("DATABASE_URL", "") else "sqlite"
    folder = ROOT / "var" / "bench" / f"insights-{kind}-{chosen.facts}"
    os.environ["YORISOI_DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorisoi.config.settings")
    try:
        made = _filled(chosen.facts, folder)
        print(f"\n{made['vendor']}, {made['facts']:,} facts, {made['sums']:,} sums; {machine()}\n")
        with served({"YORISOI_DATA_DIR": str(folder), "YORISOI_WORKER": "separate"}) as (client, _process):
            client.sign_in(filling.EMAIL, filling.PASSWORD)
            print(table(["page", "bar CPU ms", "p50 / p95 (CPU) ms"], list(_pages(client, str(made["queue"])))))
        return 0
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _filled(facts: int, folder: Path) -> dict[str, Any]:
    """What was made: from the last run if it was kept, else now."""
    stamp = folder / "facts.json"
    if stamp.exists():
        return dict(json.loads(stamp.read_text()))
    made = fill(facts)
    stamp.write_text(json.dumps(made))
    return made


def fill(facts: int) -> dict[str, Any]:
    """Migrate, found the company of `filling`, write facts and sums."""
    import django

    django.setup()
    from django.db import connection, transaction

    from yorisoi.config import server
    from yorisoi.desk import actions as desk
    from yorisoi.insights.actions import rebuild_roll_ups
    from yorisoi.insights.models import Fact
    from yorisoi.insights.queries.facts import COLUMNS
    from yorisoi.kernel import clock
    from yorisoi.kernel.ids import uuid7
    from yorisoi.kernel.sql import insert_rows
    from yorisoi.workspace import public as workspace
    from yorisoi.workspace.contracts import SYSTEM

    server.prepare()
    queues, staff = filling.company()
    workspace.give_role(actor=SYSTEM, staff_id=staff[0], role_key="supervisor", brand_id=None)
    topics = {
        brand: [desk.create_topic(actor=SYSTEM, brand_id=brand, name=f"話題{n}") for n in range(TOPICS)]
        for brand in {brand for brand, _queue in queues}
    }
    started, now = time.process_time(), clock.now()
    rows = _facts(facts, queues, staff, topics, now)
    with transaction.atomic():
        insert_rows(
            Fact,
            ("id", *COLUMNS, "recorded_at"),
            ((uuid7(), *(getattr(fact, name) for name in COLUMNS), now) for fact in rows),
        )
    print(f"facts written in {time.process_time() - started:.0f} s CPU", file=sys.stderr)
    started = time.process_time()
    sums = rebuild_roll_ups()
    print(f"{sums:,} sums made in {time.process_time() - started:.0f} s CPU", file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"vendor": connection.vendor, "facts": Fact.objects.count(), "sums": sums, "queue": str(queues[0][1])}


def _facts(
    count: int,
    queues: list[tuple[UUID, UUID]],
    staff: list[UUID],
    topics: dict[UUID, list[UUID]],
    now: datetime,
) -> Iterator["NewFact"]:
    """Cases of two years, each with six facts; one in two hundred is still open."""
    from yorisoi.insights.contracts import Kind, NewFact
    from yorisoi.kernel.ids import uuid7

    dice = random.Random(7)
    for _number in range(count // FACTS_A_CASE):
        brand, queue = dice.choice(queues)
        topic, who, source = dice.choice(topics[brand]), dice.choice(staff), uuid7()
        begin = now - YEARS * dice.random()
        waits, lasts = int(dice.expovariate(1 / 7200)), int(dice.expovariate(1 / 40_000))
        answered, ended = begin + timedelta(seconds=waits), begin + timedelta(seconds=waits + lasts)
        stays = dice.random() < 0.005
        of = (source, None, brand, queue, topic)
        yield NewFact(Kind.CASE.value, *of, None, None, "email", begin, mark="customer")
        yield NewFact(Kind.CONTACT.value, *of, who, None, "email", begin, None, answered, waits, "answered")
        yield NewFact(Kind.FIRST_RESPONSE.value, *of, who, None, "email", answered, begin, None, waits)
        yield NewFact(Kind.NEXT_RESPONSE.value, *of, who, None, "email", answered, begin, None, lasts)
        yield NewFact(Kind.OPEN.value, *of, who, None, "email", begin, begin, None if stays else ended)
        if not stays:
            yield NewFact(Kind.CLOSURE.value, *of, who, None, "email", ended, begin, None, waits + lasts, "first")


def _pages(client: Client, queue: str) -> Iterator[list[str]]:
    from yorisoi.insights.queries.asking import last_days

    one = "/insights/metrics/{}/?from={}&to={}"

    def days(count: int) -> tuple[str, str]:
        span = last_days(count)
        return span.first.isoformat(), span.last.isoformat()

    pages = [
        ("overview, 7 days", "/insights/"),
        ("overview, 28 days", "/insights/?from={}&to={}".format(*days(28))),
        ("overview, one queue", f"/insights/?queue={queue}"),
        ("first response, 7 days", one.format("first_response.business@1", *days(7))),
        ("first response, 28 days", one.format("first_response.business@1", *days(28))),
        ("first response, a year", one.format("first_response.business@1", *days(364))),
        ("contacts, 28 days", one.format("arrivals.contacts@1", *days(28))),
        ("backlog, 28 days", one.format("backlog.open@1", *days(28))),
        ("age of the backlog", one.format("backlog_age.calendar@1", *days(7))),
        ("reopen rate, 28 days", one.format("reopen_rate.14d@1", *days(28))),
        ("cases behind", "/insights/metrics/first_response.business@1/cases/"),
    ]
    for name, path in pages:
        yield [name, str(BAR_CPU), str(client.times(path, keep=True))]


if __name__ == "__main__":
    raise SystemExit(main())
