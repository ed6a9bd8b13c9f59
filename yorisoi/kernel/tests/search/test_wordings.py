"""However it is written, it is found: recall and precision over our own set."""

import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from yorisoi.kernel import search
from yorisoi.kernel.tests.search.wordings import MATTERS, texts

COUNT = 3_000
START = datetime(2026, 1, 1, tzinfo=UTC)


def found(query: str, brand: UUID) -> set[UUID]:
    ids: set[UUID] = set()
    cursor = None
    while True:
        page = search.find(query, [brand], limit=200, cursor=cursor)
        ids.update(hit.object_id for hit in page.hits)
        cursor = page.next_cursor
        if cursor is None:
            return ids


@pytest.mark.django_db
def test_however_it_is_written_it_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    brand, right = uuid4(), [set[UUID]() for _ in MATTERS]
    documents = []
    for number, (text, about) in enumerate(texts(COUNT)):
        document = search.Document("message", uuid4(), brand, "", text, START + timedelta(minutes=number))
        documents.append(document)
        if about is not None:
            right[about].add(document.object_id)
    search.index_many(documents)

    recalls, precisions, poor = [], [], []
    for matter, answers in zip(MATTERS, right, strict=True):
        for query in matter.queries:
            hits = found(query, brand)
            recall = len(hits & answers) / len(answers)
            precision = len(hits & answers) / len(hits) if hits else 0.0
            recalls.append(recall)
            precisions.append(precision)
            if min(recall, precision) < 0.95:
                poor.append(f"{query}: recall {recall:.2f}, precision {precision:.2f}")
    recall, precision = sum(recalls) / len(recalls), sum(precisions) / len(precisions)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(recalls)} queries, {COUNT} texts: recall {recall:.3f}, precision {precision:.3f}\n")
        sys.stdout.write("".join(f"  {line}\n" for line in poor))

    assert len(recalls) >= 70
    assert recall >= 0.94
    assert precision >= 0.94
