"""bin/bench search: find() in the process over 100,000 cases and 300,000 messages, with planted words.

    bin/bench search                                   SQLite, in a folder of its own
    DATABASE_URL=postgresql:///empty bin/bench search  an empty PostgreSQL database
    … --cases 10000                                    another size (messages are three times as many)

Prints p50 and p95 of the first page with its twenty snippets, and how many of the planted hits paging reached.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from tools.bench.measuring import COUNTED, WARM_UP, spread
from tools.bench.texts import PLANTED, planted_sentence, sentence

if TYPE_CHECKING:
    from yorisoi.kernel.search import Document

MORE_QUERIES = (
    "請求書",
    "ログイン出来ない",
    "解約 返金",
    "請求書 領収書 再発行",
    "ﾒｰﾙｱﾄﾞﾚｽ",
    "refund card",
    '"返金の請求書"',
    "A123",
)
_SENTENCES = 4_000
_YEAR = timedelta(days=365)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    options.add_argument("--cases", type=int, default=100_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="yorisoi-bench-") as folder:
        os.environ["YORISOI_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorisoi.config.settings")
        import django

        django.setup()
        return _bench(chosen.cases, Path(folder))


def _bench(cases: int, folder: Path) -> int:
    from django.core.management import call_command
    from django.db import connection

    from yorisoi.kernel import search
    from yorisoi.kernel.models import Entry

    call_command("migrate", verbosity=0)
    if Entry.objects.exists():
        print("this database holds search entries already; give an empty one", file=sys.stderr)
        return 2
    brands = [UUID(int=number) for number in range(1, 4)]
    documents = list(_documents(cases, brands))
    begun = time.perf_counter()
    with search.loading():
        for batch in batched(documents, 5_000):
            search.index_many(batch)
    took = time.perf_counter() - begun
    print(
        f"{connection.vendor}: {len(documents)} entries filed in {took:.0f} s, "
        f"{len(documents) / took:.0f}/s, {_size(folder)}"
    )
    print(f"{'query':24} {'brands':>6} {'p50 / p95 ms':>14} {'total':>7} {'planted':>8} {'found':>7}")
    for word, planted in PLANTED:
        _print(word, brands, planted=planted * len(documents) // 400_000 if planted > 10 else planted)
    for word in MORE_QUERIES:
        _print(word, brands)
    for word in ("延長保証", "再発行", "請求書"):
        _print(word, brands[2:])
    _file_singly(documents[-400:])
    print(search.health())
    return 0


def _print(word: str, brands: list[UUID], planted: int | None = None) -> None:
    from yorisoi.kernel import search

    def page() -> search.Page:
        found = search.find(word, brands)
        for hit in found.hits:
            search.snippet(hit.text, word)
        return found

    times = _times(page)
    found, cursor = 0, None
    if planted is not None:
        while cursor or not found:
            part = search.find(word, brands, limit=200, cursor=cursor)
            found += len(part.hits)
            cursor = part.next_cursor
            if cursor is None:
                break
    total = page().total
    print(f"{word:24} {len(brands):6} {times:>14} {total:7} {'' if planted is None else planted:>8} {found or '':>7}")


def _times(call: Callable[[], object]) -> str:
    for _ in range(WARM_UP):
        call()
    seconds = []
    for _ in range(COUNTED):
        begun = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - begun)
    return str(spread(seconds))


def _file_singly(documents: "list[Document]") -> None:
    from yorisoi.kernel import search

    begun = time.perf_counter()
    for document in documents:
        search.index(
            document.kind, document.object_id, document.brand_id, document.title + " 再", document.text, document.at
        )
    print(f"filed again one by one, words made: {1000 * (time.perf_counter() - begun) / len(documents):.2f} ms each")


def _documents(cases: int, brands: list[UUID]) -> "Iterator[Document]":
    from yorisoi.kernel.search import Document, Terms
    from yorisoi.kernel.text import search_terms

    chance = random.Random(7)
    sentences = [sentence(chance) for _ in range(_SENTENCES)]
    terms = {each: tuple(dict.fromkeys(search_terms(each))) for each in sentences}
    total = cases * 4
    plants: dict[int, list[str]] = {}
    for word, planted in PLANTED:
        count = planted * total // 400_000 if planted > 10 else planted
        for place in chance.sample([number for number in range(total) if number % 4], count):
            plants.setdefault(place, []).append(planted_sentence(word))
    for words in plants.values():
        for each in words:
            terms.setdefault(each, tuple(search_terms(each)))
    begin = datetime(2025, 11, 22, tzinfo=UTC)
    for number in range(total):
        is_case = number % 4 == 0
        chosen = chance.choices(sentences, k=1 if is_case else chance.randint(4, 8)) + plants.get(number, [])
        filed = [term for each in chosen for term in terms[each]]
        text = "".join(chosen)
        yield Document(
            "case" if is_case else "message",
            UUID(int=chance.getrandbits(128)),
            chance.choices(brands, (60, 35, 5))[0],
            text if is_case else "",
            "" if is_case else text,
            begin + _YEAR * number / total,
            Terms(filed, ()) if is_case else Terms((), filed),
        )


def _size(folder: Path) -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size('kernel_entry'), pg_relation_size('entry_tokens')")
            whole, index = cursor.fetchone()
        return f"{whole / 1e6:.0f} MB, of it the index {index / 1e6:.0f} MB"
    return f"{sum(file.stat().st_size for file in folder.glob('*.sqlite3*')) / 1e6:.0f} MB"


if __name__ == "__main__":
    raise SystemExit(main())
