"""bin/bench api: lists and single cases through the public API, with 100,000 cases.

    bin/bench api                                       SQLite
    DATABASE_URL=postgresql:///empty bin/bench api      an empty PostgreSQL database
    … --cases 10000 --keep                              another size; keep the data for the next run

CPU is what the server's processes and the database's used a request; queries are counted in this process.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from uuid import UUID

from tools.bench import filling
from tools.bench.measuring import ROOT, machine, memory, served, table

BAR_MS, BAR_QUERIES, IDLE_MIB = 50, 12, 250


def main() -> int:
    """Fill once, serve, measure."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--keep", action="store_true", help="keep the data in var/bench for the next run")
    chosen = options.parse_args()
    vendor = "pg" if "postgres" in os.environ.get("DATABASE_URL", "") else "sqlite"
    folder = ROOT / "var" / "bench" / f"{vendor}-{chosen.cases}"
    os.environ["YORISOI_DATA_DIR"] = str(folder)
    os.environ["YORISOI_API_PER_MINUTE"] = "1000000"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorisoi.config.settings")
    try:
        return _bench(chosen.cases, folder)
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _bench(cases: int, folder: Path) -> int:
    import django

    django.setup()
    if not (folder / "api-facts").exists():
        print(f"filling {cases:,} cases", file=sys.stderr)
        filling.fill(cases)
        (folder / "api-facts").touch()
    token, paths = _prepared()
    counted = {path: _queries(path, token) for path in paths}
    print(f"\n{cases:,} cases; {machine()}\n")
    passed = True
    with served({"YORISOI_DATA_DIR": str(folder)}) as (client, process):
        before = memory(process)
        rows = []
        for path, name in paths.items():
            spread = client.times(f"/api/v1{path}", keep=True, headers={"Authorization": f"Bearer {token}"})
            passed &= spread.cpu <= BAR_MS and counted[path] <= BAR_QUERIES
            rows.append([name, str(counted[path]), str(spread)])
        print(table(["call", f"queries (bar {BAR_QUERIES})", f"p50 / p95 ms (CPU ms, bar {BAR_MS})"], rows))
        print(f"\nmemory, summed PSS: {before:.0f} MiB idle (bar {IDLE_MIB}), {memory(process):.0f} MiB at the end")
    return 0 if passed else 1


def _prepared() -> tuple[str, dict[str, str]]:
    """A token of the bench's person, and what is called."""
    from yorisoi.integrations import actions
    from yorisoi.integrations.contracts import SCOPES
    from yorisoi.workspace import public as workspace
    from yorisoi.workspace.contracts import SYSTEM
    from yorisoi.workspace.models import User

    actor = workspace.actor_of_user(User.objects.get(email=filling.EMAIL))
    places: dict[UUID, str | None] = dict.fromkeys(actor.brand_ids("desk.case.read"), "supervisor")
    _pk, token = actions.create_token(actor=SYSTEM, name="bench", scopes=list(SCOPES), places=places, days=1)
    from yorisoi.desk import public as desk

    cases = desk.case_list(actor, desk.CaseChoice(), None, 100)
    newest = next((head for head in cases if head.customer_id), cases[0])
    return token, {
        "/cases": "50 cases, the newest",
        f"/cases?cursor={_cursor(newest.number // 2)}": "50 cases, in the middle",
        "/cases?open=true": "50 open cases",
        "/cases?status=pending&priority=high": "50 cases on hold, priority high",
        **({f"/cases?customer_id={newest.customer_id}": "cases of a customer"} if newest.customer_id else {}),
        f"/cases/{newest.number}": "one case",
        f"/cases/{newest.number}/messages": "its messages",
        "/customers": "50 customers",
    }


def _cursor(number: int) -> str:
    from yorisoi.integrations.api.paging import page

    return page([number, number], 1, lambda each: [each])[1] or ""


def _queries(path: str, token: str) -> int:
    """SQL statements of a second call."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"authorization": f"Bearer {token}", "host": "localhost"})
    client.get(f"/api/v1{path}")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/api/v1{path}")
    return len(captured)


if __name__ == "__main__":
    raise SystemExit(main())
