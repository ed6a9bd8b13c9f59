"""The index gives what looking at every entry would give, in order, however it goes about it."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest

from yorisoi.kernel import search
from yorisoi.kernel.models import Entry
from yorisoi.kernel.search import scope
from yorisoi.kernel.search.asking import AllOf, Condition, Leaf, question
from yorisoi.kernel.search.engine import engine
from yorisoi.kernel.search.ranking import EXACT, PART_TITLED, TITLED
from yorisoi.kernel.search.scope import Scope
from yorisoi.kernel.tests.search.filed import START

BRANDS = [uuid4() for _ in range(3)]
KINDS = ("case", "message")
WORDS = ("返金", "払い戻し", "カード", "ログイン", "ABC-1234", "ABC-1299")
QUERIES = ("返金", "カード", "返金 カード", "ログイン", "ABC-12", "カード ログイン 返金")


def has(tokens: set[str], condition: Condition) -> bool:
    """Whether the tokens of an entry fulfil a condition."""
    if isinstance(condition, Leaf):
        return any(t.startswith(condition.token) if condition.prefix else t == condition.token for t in tokens)
    return (all if isinstance(condition, AllOf) else any)(has(tokens, part) for part in condition.parts)


def bits_of(tokens: set[str], query: str, *, by_prefix: bool) -> int:
    asked = question(query, by_prefix=by_prefix)
    assert asked is not None
    parts = ((asked.exact, EXACT), (asked.titled, TITLED), (asked.part_titled, PART_TITLED))
    bits = sum(bit for condition, bit in parts if condition is not None and has(tokens, condition))
    return bits if asked.exact is not None else bits | EXACT


def filled(chance: random.Random, count: int, days: float) -> list[Entry]:
    """Entries of random words, spread over days, most of them of the first brand; newest first."""
    search.index_many(
        search.Document(
            chance.choice(KINDS),
            uuid4(),
            chance.choices(BRANDS, (90, 8, 2))[0],
            chance.choice(WORDS) if chance.random() < 0.3 else "",
            " ".join(chance.sample(WORDS, chance.randint(1, 3))),
            START + timedelta(days=chance.uniform(0, days)),
        )
        for _ in range(count)
    )
    return list(Entry.objects.order_by("-id"))


@pytest.mark.django_db
@pytest.mark.parametrize("days", [0.001, 3, 90, 2_000])
def test_index_gives_what_looking_at_each_entry_gives(days: float) -> None:
    chance = random.Random(int(days * 10))
    entries = filled(chance, 500, days)
    for _ in range(60):
        query, by_prefix = chance.choice(QUERIES), chance.random() < 0.5
        brands = tuple(chance.sample(BRANDS, chance.randint(1, 3)))
        kinds = chance.choice((None, KINDS[:1], KINDS))
        limit = chance.choice((1, 5, 30, 1_000))
        floor, top = sorted(chance.choice((0, 2**63 - 1, chance.choice(entries).id)) for _ in range(2))
        asked = question(query, by_prefix=by_prefix)
        assert asked is not None
        expected = [
            (entry.id, bits_of(set(entry.tokens), query, by_prefix=by_prefix))
            for entry in entries
            if floor <= entry.id <= top
            and entry.brand_id in brands
            and (kinds is None or entry.kind in kinds)
            and has(set(entry.tokens), asked.full)
        ][:limit]

        assert engine().newest(asked, Scope(brands, kinds), floor=floor, top=top, limit=limit) == expected


@pytest.mark.parametrize(
    ("first", "last"), [(0, 0), (5, 5), (15, 16), (16, 31), (3, 700), (256, 511), (255, 512), (20, 19)]
)
def test_days_are_covered_once_by_few_tokens(first: int, last: int) -> None:
    tokens = scope.tokens_of_days(first, last)

    for day in range(first - 3, last + 4):
        assert len(set(scope.day_tokens(day)) & set(tokens)) == (first <= day <= last)
    assert len(tokens) <= 15 * 4 + (last - first) // 256 + 1
