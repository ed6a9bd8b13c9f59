"""English words and their other forms."""

import pytest

from yorisoi.kernel.search.english import forms


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("invoice", "invoices"),
        ("invoices", "invoice"),
        ("refund", "refunded"),
        ("refunded", "refund"),
        ("refunding", "refunds"),
        ("company", "companies"),
        ("companies", "company"),
        ("charge", "charging"),
        ("charged", "charges"),
        ("cancel", "cancels"),
        ("stop", "stopped"),
        ("stopped", "stop"),
        ("address", "addresses"),
        ("addresses", "address"),
        ("delivery", "deliveries"),
        ("play", "plays"),
    ],
)
def test_other_form_is_asked_for(asked: str, written: str) -> None:
    assert written in forms(asked)


@pytest.mark.parametrize("word", ["", "pc", "abc", "abc123", "返金", "naïve", "a_b_c"])
def test_short_words_and_codes_have_no_forms(word: str) -> None:
    assert forms(word) == ()


def test_word_itself_is_not_among_its_forms() -> None:
    assert "invoices" not in forms("invoices")
    assert "addres" not in forms("address")
