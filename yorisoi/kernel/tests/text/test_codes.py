"""Latin words, numbers, addresses and codes are found whole and in parts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yorisoi.kernel.text.codes import LONGEST, codes
from yorisoi.kernel.text.folding import even


def words(text: str) -> set[str]:
    return {word for code in codes(even(text)) for word in code.words}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ABC-123", {"abc123", "abc", "123"}),
        ("ＡＢＣ＿１２３", {"abc123", "abc", "123"}),
        ("abc123", {"abc123", "abc", "123"}),
        ("A-12-34", {"a1234", "12", "34", "1234"}),
        ("taro.yamada@example.co.jp", {"taro_yamada_example_co_jp", "taro_yamada", "example_co_jp", "example", "taro"}),
        ("v1.2.3", {"v1_2_3", "1_2_3", "1_2"}),
        ("1,234,567円", {"1234567"}),
        ("café Zürich", {"cafe", "zurich"}),
        ("can't", {"cant"}),
        ("PC-98", {"pc98", "pc", "98"}),
        ("注文#2024-000123です", {"2024000123", "2024", "000123"}),
    ],
)
def test_a_code_is_found_by(text: str, found: set[str]) -> None:
    assert found <= words(text)


@pytest.mark.parametrize(
    "written",
    [
        "03-1234-5678",
        "０３−１２３４−５６７８",
        "03(1234)5678",
        "03 1234 5678",
        "+81-3-1234-5678",
        "+81 (0)3-1234-5678",
        "0312345678",
        "電話:03-1234-5678です",
    ],
)
def test_a_phone_number_is_one_word_however_it_is_written(written: str) -> None:
    assert "0312345678" in words(written)


def test_a_phone_number_is_found_by_its_last_figures() -> None:
    assert {"5678", "1234"} <= words("090-1234-5678")


def test_two_phone_numbers_side_by_side_stay_two() -> None:
    assert {"0120123456", "0120999888"} <= words("0120-123-456 0120-999-888")


@pytest.mark.parametrize(
    ("text", "not_found"), [("1.23", "123"), ("12.3", "123"), ("1.23", "12_3"), ("a@b.jp", "ab_jp")]
)
def test_joints_that_carry_meaning_are_kept(text: str, not_found: str) -> None:
    assert not_found not in words(text)


def test_words_that_say_nothing_are_left_out() -> None:
    assert words("The order of the customer and it") == {"order", "customer", "it"}
    assert words("https://www.example.com/") >= {"example"}
    assert "https" not in words("https://www.example.com/")


def test_a_run_too_long_for_a_word_is_found_by_its_pieces() -> None:
    run = "-".join(["abcdefgh"] * 20)
    (code,) = codes(run)
    assert code.whole == ""
    assert "abcdefgh" in code.words
    (hash_code,) = codes("3f2a9c0d" * 8)
    assert hash_code.whole == "3f2a9c0d" * 8


@settings(deadline=None)
@given(st.text(st.sampled_from("aZ09é-._@/:#',+() 、。漢あア０Ａ　\n")))
def test_places_are_in_order_and_words_are_clean(text: str) -> None:
    last = 0
    for code in codes(even(text)):
        assert last <= code.begin < code.end <= len(text)
        last = code.end
        assert all(0 < len(word) <= LONGEST and word.replace("_", "").isalnum() for word in code.words)


def test_a_long_run_of_signs_takes_no_time_to_refuse() -> None:
    for text in ("a-" * 4_000, "1,111" * 2_000, "0-" * 4_000, "+8 " * 4_000, "." * 8_000):
        assert len(list(codes(text))) >= 0
