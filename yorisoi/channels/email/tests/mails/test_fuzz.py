"""A few hundred mutated mails, the same in every run; `bin/test mails fuzz` tries as many as there is time for."""

import random

import pytest

from .fuzz import MUTATIONS, Mutation, fault, mutated, seeds


@pytest.fixture(scope="module")
def mails() -> list[bytes]:
    return seeds()


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_mutated_mails_are_read(mails: list[bytes], start: int) -> None:
    wrong = {seed: found for seed in range(start, start + 50) if (found := fault(mutated(seed, mails)))}
    assert wrong == {}


def test_a_seed_gives_the_same_mail_again(mails: list[bytes]) -> None:
    assert mutated(7, mails) == mutated(7, mails)
    assert len({mutated(seed, mails) for seed in range(20)}) == 20


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: each.__name__)
def test_every_mutation_takes_the_empty_mail(mutation: Mutation) -> None:
    for seed in range(20):
        assert fault(mutation(random.Random(seed), b"", b"")) == ""


def test_a_report_with_thousands_of_addresses_on_one_line() -> None:
    head = b"From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail\n\nThis could not be delivered: "
    assert fault(head + b"<somebody.with.a.name@example.jp> " * 3_000) == ""
