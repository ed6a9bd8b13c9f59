"""A unit of work writes at its end what could wait, and forgets what failed."""

from collections.abc import Sequence

import pytest
from django.db import connection, transaction

from yorisoi.kernel import unit

pytestmark = pytest.mark.django_db(transaction=True)


class Ink:
    """Writes down what it is given, a list a call."""

    def __init__(self) -> None:
        self.lines: list[list[str]] = []

    def write(self, rows: Sequence[str]) -> None:
        self.lines.append(list(rows))


@pytest.fixture
def ink() -> Ink:
    return Ink()


@unit.work()
def put_down(ink: Ink, *words: str, fails: bool = False) -> None:
    for word in words:
        unit.at_end(ink.write, word)
    if fails:
        raise ValueError(words)


@transaction.atomic
def put_down_in_a_savepoint(ink: Ink, word: str) -> None:
    unit.at_end(ink.write, word)
    raise ValueError(word)


@unit.work(savepoints=False)
def go_on_after_a_failure(ink: Ink) -> None:
    with pytest.raises(ValueError, match="goes"):
        put_down(ink, "goes", fails=True)
    unit.at_end(select_one, "stays")


def select_one(_rows: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_rows_are_written_together_at_the_end(ink: Ink) -> None:
    with unit.work():
        put_down(ink, "one", "two")
        put_down(ink, "three")
        assert ink.lines == []
    assert ink.lines == [["one", "two", "three"]]


def test_outside_a_unit_a_row_is_written_at_once(ink: Ink) -> None:
    unit.at_end(ink.write, "now")
    assert ink.lines == [["now"]]


def test_a_nested_unit_that_fails_is_forgotten(ink: Ink) -> None:
    with unit.work():
        put_down(ink, "stays")
        with pytest.raises(ValueError, match="goes"):
            put_down(ink, "goes", fails=True)
    assert ink.lines == [["stays"]]


def test_a_savepoint_that_fails_is_forgotten(ink: Ink) -> None:
    with unit.work():
        with pytest.raises(ValueError, match="goes"):
            put_down_in_a_savepoint(ink, "goes")
        put_down(ink, "stays")
    assert ink.lines == [["stays"]]


def test_a_unit_that_fails_writes_nothing_and_leaves_nothing(ink: Ink) -> None:
    with pytest.raises(ValueError, match="goes"):
        put_down(ink, "goes", fails=True)
    put_down(ink)
    assert ink.lines == []


def test_without_savepoints_a_failure_inside_ends_the_whole(ink: Ink) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        go_on_after_a_failure(ink)


def test_what_a_write_puts_down_is_written_too(ink: Ink) -> None:
    def first(rows: Sequence[str]) -> None:
        for row in rows:
            unit.at_end(ink.write, f"because of {row}")

    with unit.work():
        unit.at_end(first, "one")
    assert ink.lines == [["because of one"]]
