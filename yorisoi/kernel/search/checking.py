"""Whether the index finds what it holds."""

from dataclasses import dataclass

from django.db import connection

from yorisoi.kernel.models import Entry
from yorisoi.kernel.search.asking import AllOf, Leaf, Question
from yorisoi.kernel.search.engine import engine
from yorisoi.kernel.search.filing import Terms, tokens
from yorisoi.kernel.search.scope import Scope
from yorisoi.kernel.text import search_terms

_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at some entries, the newest and others spread over time, has shown.

    `stale`: their tokens are not what the text gives today (a new dictionary: `refresh()` heals it). `unfound`: the
    index does not find them by their own tokens (broken: rebuild). `problems`: parts of the index that are missing.
    """

    entries: int
    looked_at: int
    stale: int
    unfound: int
    problems: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        return not (self.stale or self.unfound or self.problems)


def health(sample: int = _SAMPLE) -> Health:
    """Look at up to `sample` entries; takes some hundredths of a second at any size."""
    problems = engine().problems()
    chosen = _some_entries(sample)
    stale = unfound = 0
    for entry in chosen:
        title, text = entry.words()
        terms = Terms(search_terms(title), search_terms(text))
        expected = {*tokens(entry.kind, entry.brand_id, terms), *engine().extra_tokens(entry.id)}
        stale += expected != set(entry.tokens)
        unfound += not (problems or _is_found(entry))
    return Health(_about_how_many(), len(chosen), stale, unfound, tuple(problems))


def _some_entries(count: int) -> list[Entry]:
    ends = Entry.objects.order_by("id").values_list("id", flat=True)
    first, last = ends.first(), ends.last()
    if first is None or last is None:
        return []
    newest = list(Entry.objects.order_by("-id")[: count // 2])
    parts = max(count - len(newest), 1)
    chosen = {entry.id: entry for entry in newest}
    for part in range(parts):
        entry = Entry.objects.filter(id__gte=first + (last - first) * part // parts).order_by("id").first()
        if entry is not None:
            chosen.setdefault(entry.id, entry)
    return list(chosen.values())


def _is_found(entry: Entry) -> bool:
    leaves = AllOf(tuple(Leaf(token) for token in entry.tokens[:20]))
    asked = Question(leaves, None, leaves, None, (), has_codes=False)
    scope = Scope((entry.brand_id,))
    return bool(engine().newest(asked, scope, floor=entry.id, top=entry.id, limit=2))


def _about_how_many() -> int:
    """Counted on SQLite; PostgreSQL's own estimate there once it has one, for counting reads the whole table."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE relname = 'kernel_entry'")
            (estimate,) = cursor.fetchone()
        if estimate > 100_000:
            return int(estimate)
    return Entry.objects.count()
