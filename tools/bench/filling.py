"""A big desk made in bulk through `desk.bulk`, with words planted in known numbers."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tools.bench.texts import PLANTED, planted_sentence, sentence

if TYPE_CHECKING:
    from yorisoi.desk.bulk import BulkCase

EMAIL, PASSWORD = "bench@yorisoi.example", "bench-only-2026"
BRANDS, QUEUES, STAFF = 2, 4, 20
YEAR = timedelta(days=365)
POOL = 4_000
LONG = 20  # messages of the case that is measured


def fill(cases: int) -> dict[str, Any]:
    """Migrate, found two brands with queues and staff, make the cases; what the measuring needs to know."""
    import django

    django.setup()
    from django.db import connection

    from yorisoi.config import server
    from yorisoi.desk import bulk
    from yorisoi.desk.models import Case, Message, Queue
    from yorisoi.kernel import search
    from yorisoi.kernel.search import filing
    from yorisoi.kernel.text import search_terms

    server.prepare()
    queues, staff = company()
    # Texts are made of sentences from a pool: the words of each are made once, the analyser is measured on its own.
    vars(filing)["search_terms"] = _pooled(lru_cache(100_000)(search_terms))
    with search.loading():
        made = bulk.make(_cases(cases, queues, staff), batch=5_000)
    long_case = Case.objects.values_list("number", flat=True).get(id=made[-1])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    first = Queue.objects.order_by("id").values_list("id", flat=True)[0]
    return {
        "vendor": connection.vendor,
        "messages": Message.objects.count(),
        "long_case": long_case,
        "queue": str(first),
    }


def _pooled(terms: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    def joined(text: str) -> list[str]:
        return [term for piece in re.split(r"(?<=[。\n ])", text) for term in terms(piece)]

    return joined


def company() -> tuple[list[tuple[UUID, UUID]], list[UUID]]:
    """(brand, queue) pairs and the staff, of whom the first signs in."""
    from yorisoi.desk import actions as desk
    from yorisoi.workspace import public
    from yorisoi.workspace.contracts import SYSTEM

    public.sync_given_roles()
    queues = []
    for number in range(BRANDS):
        brand_id = public.create_brand(actor=SYSTEM, name=f"ブランド{number}", slug=f"brand-{number}")
        for place in range(QUEUES):
            queues.append(
                (brand_id, desk.create_queue(actor=SYSTEM, brand_id=brand_id, name=f"窓口{place}", order=place))
            )
    staff = []
    for number in range(STAFF):
        email = EMAIL if number == 0 else f"staff{number}@yorisoi.example"
        staff_id = public.create_staff(
            actor=SYSTEM,
            email=email,
            password=None if number else PASSWORD,  # making a password's digest is slow by design
            family_name="計測",
            given_name=str(number),
        )
        for brand_id in dict.fromkeys(brand for brand, _queue in queues):
            public.give_role(actor=SYSTEM, staff_id=staff_id, role_key="operator", brand_id=brand_id)
        staff.append(staff_id)
    return queues, staff


def _cases(count: int, queues: list[tuple[UUID, UUID]], staff: list[UUID]) -> Iterator["BulkCase"]:
    """Oldest first; 2 % still open; three messages each, the last case has twenty."""
    from yorisoi.desk.bulk import BulkCase, BulkMessage
    from yorisoi.desk.contracts import Kind, Status
    from yorisoi.kernel import clock

    chance = random.Random(7)
    begin, total = clock.now() - YEAR, count * 3
    plants = _plants(chance, total)
    kinds = (Kind.IN, Kind.OUT, Kind.IN)
    pool = [_text(chance) for _ in range(POOL)]
    subjects = [sentence(chance) for _ in range(POOL)]
    for number in range(count):
        at = begin + YEAR * number / count
        bodies = [f"{chance.choice(pool)}{''.join(plants.get(number * 3 + place, ()))}" for place in range(3)]
        if number == count - 1:
            bodies += [chance.choice(pool) for _ in range(LONG - 3)]
        brand_id, queue_id = chance.choice(queues)
        status = _status(chance, number / count, Status)
        yield BulkCase(
            brand_id=brand_id,
            queue_id=queue_id,
            subject=chance.choice(subjects),
            status=status,
            assignee_id=None if status == Status.NEW else chance.choice(staff),
            customer_name=f"顧客 {number % 40_000}",
            customer_reading="コキャク",
            messages=[
                BulkMessage(kinds[place % 3], _later(at, place), body, "顧客", "customer@example.jp")
                for place, body in enumerate(bodies)
            ],
        )


def _plants(chance: random.Random, total: int) -> dict[int, list[str]]:
    """Which message gets which planted sentence."""
    plants: dict[int, list[str]] = {}
    for word, wanted in PLANTED:
        for place in chance.sample(range(total), min(wanted, total)):
            plants.setdefault(place, []).append(planted_sentence(word))
    return plants


def _text(chance: random.Random) -> str:
    return "".join(sentence(chance) for _ in range(chance.randint(2, 5)))


def _later(at: datetime, place: int) -> datetime:
    return at + timedelta(minutes=37 * place)


def _status(chance: random.Random, age: float, status: Any) -> Any:
    if chance.random() < (0.3 if age > 0.95 else 0.005):
        return chance.choice((status.NEW, status.OPEN, status.OPEN, status.PENDING))
    return status.DONE if chance.random() < 0.95 else status.NO_ACTION
