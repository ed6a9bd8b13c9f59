"""Recall and precision of the search over a set of matters; for the test and for `bin/bench wordings`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from uuid import UUID, uuid4

from yorisoi.kernel import search
from yorisoi.kernel.tests.search.wordings import Matter, texts

START = datetime(2026, 1, 1, tzinfo=UTC)
_POOR = 0.95


@dataclass(frozen=True)
class Score:
    """Means over the queries, each counting alike (macro average); `poor` names those below .95."""

    queries: int
    texts: int
    recall: float
    precision: float
    poor: tuple[str, ...]

    def __str__(self) -> str:
        first = f"{self.queries} queries, {self.texts} texts: recall {self.recall:.3f}, precision {self.precision:.3f}"
        return "\n".join([first, *(f"  {line}" for line in self.poor)])


def score(brand: UUID, matters: Sequence[Matter], lookalikes: Sequence[str], count: int) -> Score:
    """File `count` texts for this brand, ask all queries, page through all answers."""
    right = [set[UUID]() for _ in matters]
    with search.loading():
        for batch in batched(enumerate(texts(count, matters, lookalikes)), 5_000):
            documents = []
            for number, (text, about) in batch:
                at = START + timedelta(minutes=number)
                documents.append(search.Document("message", uuid4(), brand, "", text, at))
                if about is not None:
                    right[about].add(documents[-1].object_id)
            search.index_many(documents)
    recalls, precisions, poor = [], [], []
    for matter, answers in zip(matters, right, strict=True):
        for query in matter.queries:
            hits = _found(query, brand)
            recalls.append(len(hits & answers) / len(answers))
            precisions.append(len(hits & answers) / len(hits) if hits else 0.0)
            if min(recalls[-1], precisions[-1]) < _POOR:
                poor.append(f"{query}: recall {recalls[-1]:.2f}, precision {precisions[-1]:.2f}")
    queries = len(recalls)
    return Score(queries, count, sum(recalls) / queries, sum(precisions) / queries, tuple(poor))


def _found(query: str, brand: UUID) -> set[UUID]:
    ids: set[UUID] = set()
    cursor = None
    while True:
        page = search.find(query, [brand], limit=200, cursor=cursor)
        ids.update(hit.object_id for hit in page.hits)
        cursor = page.next_cursor
        if cursor is None:
            return ids
