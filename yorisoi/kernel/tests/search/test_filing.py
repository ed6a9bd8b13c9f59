"""What is filed is found, what is filed again is found as it is now, what is taken out is not found."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from yorisoi.kernel import search
from yorisoi.kernel.models import Entry
from yorisoi.kernel.search import filing, scope
from yorisoi.kernel.tests.search.filed import BRAND, OTHER, START, file, found

pytestmark = pytest.mark.django_db


def test_filed_again_it_is_found_as_it_is_now() -> None:
    object_id = file("返金の件")

    search.index("case", object_id, BRAND, "解約の件", "", START)

    assert found("返金") == []
    assert found("解約") == [object_id]
    assert Entry.objects.count() == 1


def test_filed_again_for_another_brand_or_time_it_moves() -> None:
    object_id, later = file("返金の件"), file("返金の件", day=1)

    search.index("case", object_id, BRAND, "返金の件", "", START + timedelta(days=2))
    assert found("返金") == [object_id, later]

    search.index("case", object_id, OTHER, "返金の件", "", START)
    assert found("返金") == [later]
    assert found("返金", brands=(OTHER,)) == [object_id]


def test_filed_again_unchanged_nothing_is_written() -> None:
    object_id = file("返金の件", "本文")
    before = Entry.objects.get()

    document = search.Document("case", object_id, BRAND, "返金の件", "本文", START)

    assert search.index_many([document]) == 0
    assert Entry.objects.get().id == before.id
    assert search.index_many([search.Document("case", object_id, BRAND, "返金の件", "別の本文", START)]) == 1


def test_removed_it_is_not_found() -> None:
    object_id, stays = file("返金の件"), file("返金の件", kind="message")

    search.remove("case", object_id)
    search.remove("case", uuid4())

    assert found("返金") == [stays]


def test_rolled_back_it_was_never_there() -> None:
    stays = file("返金の件")
    with transaction.atomic():
        file("返金の件")
        search.remove("case", stays)
        transaction.set_rollback(True)

    assert found("返金") == [stays]


def test_many_of_the_same_second_are_all_found() -> None:
    documents = [search.Document("message", uuid4(), BRAND, "", "返金", START) for _ in range(1_500)]

    assert search.index_many(documents) == 1_500
    assert Entry.objects.values("id").distinct().count() == 1_500
    assert {scope.second_of(entry_id) for entry_id in Entry.objects.values_list("id", flat=True)} == {
        int(START.timestamp())
    }


def test_full_second_flows_into_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "new_id", lambda second: second << scope.SECOND_BITS)

    files = [file("返金の件") for _ in range(3)]

    seconds = sorted(scope.second_of(entry_id) for entry_id in Entry.objects.values_list("id", flat=True))
    assert seconds == [int(START.timestamp()) + step for step in range(3)]
    assert set(found("返金")) == set(files)


def test_id_taken_by_somebody_at_the_same_moment_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    file("返金の件")
    (taken,) = Entry.objects.values_list("id", flat=True)
    offers = iter([[taken], [taken + 1]])
    monkeypatch.setattr(filing, "_free_ids", lambda _rows: next(offers))

    second = file("返金の件")

    assert second in found("返金")


def test_id_that_stays_taken_is_an_error_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    file("返金の件")
    (taken,) = Entry.objects.values_list("id", flat=True)
    monkeypatch.setattr(filing, "_free_ids", lambda _rows: [taken])

    with pytest.raises(IntegrityError):
        file("返金の件")


def test_given_twice_the_last_counts() -> None:
    object_id = uuid4()
    documents = [search.Document("case", object_id, BRAND, title, "", START) for title in ("返金の件", "解約の件")]

    assert search.index_many(documents) == 1
    assert found("返金") == []
    assert found("解約") == [object_id]


def test_terms_at_hand_are_not_made_again() -> None:
    document = search.Document("case", uuid4(), BRAND, "返金", "", START, search.Terms(["n_解約"], ["n_画面"]))

    search.index_many([document])

    assert found("解約") == found("画面") == [document.object_id]
    assert found("返金") == []


@pytest.mark.parametrize("kind", ["", "Case", "a b", "case'", "k-1", "x" * 41])
def test_kind_must_be_a_short_word(kind: str) -> None:
    with pytest.raises(ValueError, match="not a kind"):
        file("返金の件", kind=kind)


def test_times_out_of_the_ordinary_are_kept_in_order() -> None:
    first = uuid4()
    search.index("case", first, BRAND, "返金の件", "", datetime(1066, 10, 14, tzinfo=UTC))
    last = uuid4()
    search.index("case", last, BRAND, "返金の件", "", datetime(9999, 1, 1, tzinfo=UTC))

    assert found("返金") == [last, first]


def test_long_texts_are_filed_up_to_a_length() -> None:
    object_id = file("あ" * 5_000, "返金" + "い" * 60_000 + "解約")

    assert found("返金") == [object_id]
    assert found("解約") == []


def test_loading_leaves_all_findable() -> None:
    with search.loading():
        object_id = file("返金の件")

    assert found("返金") == [object_id]
    assert search.health().is_well


def test_deleting_rows_by_hand_deletes_them_from_the_index() -> None:
    file("返金の件")
    Entry.objects.all().delete()

    object_id = file("解約の件")

    assert found("返金") == []
    assert found("解約") == [object_id]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps the index beside the table")
def test_rows_cannot_be_changed_behind_the_index() -> None:
    file("返金の件")

    with pytest.raises(DatabaseError, match="replaced, never changed"), transaction.atomic():
        Entry.objects.update(tokens=["n_解約"])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps the index beside the table")
def test_index_equals_its_table_after_all_this() -> None:
    kept = [file(f"返金の件 {number}") for number in range(20)]
    for object_id in kept[::2]:
        search.remove("case", object_id)
    for object_id in kept[1::4]:
        search.index("case", object_id, BRAND, "解約の件", "", START + timedelta(hours=1))

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kernel_entry_tokens(kernel_entry_tokens, rank) VALUES ('integrity-check', 1)")
