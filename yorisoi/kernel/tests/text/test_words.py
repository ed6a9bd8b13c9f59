"""Sudachi's words, readings, the cutting of long texts and the memory of the dictionary."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yorisoi.kernel.text import query_terms, reading, rest, search_terms, spans, tokens
from yorisoi.kernel.text.sudachi import CHUNK, chunks


def test_tokens_tell_form_reading_synonyms_and_place() -> None:
    text = "ﾛｸﾞｲﾝと 引越し"
    found = tokens(text)
    assert [token.surface for token in found] == ["ﾛｸﾞｲﾝ", "と", "引越し"]
    assert [token.normalised for token in found] == ["ログイン", "と", "引っ越し"]
    assert [token.reading for token in found] == ["ログイン", "ト", "ヒッコシ"]
    assert 298 in found[0].synonyms
    assert [text[token.begin : token.end] for token in found] == [token.surface for token in found]
    assert found[0].known
    assert not tokens("トレタノートブックス")[0].known


def test_offsets_hold_beyond_the_first_piece_of_a_long_text() -> None:
    text = "請求書の件です。\n" * 3_000
    found = tokens(text)
    assert len(text) > 2 * CHUNK
    assert all(text[token.begin : token.end] == token.surface for token in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("佐藤花子", "サトウハナコ"),
        ("ひらがな", "ヒラガナ"),
        ("ｶﾀｶﾅ", "カタカナ"),
        ("東京タワー", "トウキョウタワー"),
        ("", ""),
        ("brxq!", "brxq!"),
    ],
)
def test_readings(text: str, expected: str) -> None:
    assert reading(text) == expected


@settings(deadline=None)
@given(st.text(st.sampled_from("あ。\n、 a"), max_size=200), st.integers(1, 300))
def test_pieces_of_a_text_are_the_text(text: str, times: int) -> None:
    long = text * times
    pieces = list(chunks(long))
    assert "".join(piece for _start, piece in pieces) == long
    assert all(0 < len(piece) <= CHUNK and long.startswith(piece, start) for start, piece in pieces)


@pytest.mark.parametrize("border", ["\n", "。", "、"])
def test_long_texts_are_cut_after_a_border(border: str) -> None:
    text = ("あ" * 99 + border) * 200
    assert all(piece.endswith(border) for _start, piece in chunks(text))


def test_a_wall_of_text_is_cut_anyway() -> None:
    assert [len(piece) for _start, piece in chunks("あ" * (CHUNK + 1))] == [CHUNK, 1]


def test_resting_does_not_change_what_is_read() -> None:
    before = search_terms("引越しの手続き")
    rest()
    assert search_terms("引越しの手続き") == before


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("昨日からﾛｸﾞｲﾝができません", "ログイン", ["ﾛｸﾞｲﾝ"]),
        ("昨日からﾛｸﾞｲﾝができません", "サインイン", ["ﾛｸﾞｲﾝ"]),
        ("返金と払い戻し", "返金", ["返金", "払い戻し"]),
        ("品番はＡＢＣ－１２３です", "abc123", ["ＡＢＣ－１２３"]),
        ("申込書を送る", "申込", ["申込書"]),
        ("login here", "ログイン", ["login"]),
        ("何もありません", "返金", []),
        ("何もありません", "できない", []),
        ("葛\U000e0100飾区の返金", "葛飾", []),
    ],
)
def test_spans_mark_what_was_met(text: str, query: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in spans(text, query_terms(query))] == marked


@settings(deadline=None)
@given(st.text(st.sampled_from("ログイン返金ABC-1@.、 \nか\u3099🙂できない")))
def test_spans_are_in_order_and_apart(text: str) -> None:
    found = spans(text, query_terms("ログイン 返金 abc"))
    assert all(0 <= begin < end <= len(text) for begin, end in found)
    assert all(end < begin for (_begin, end), (begin, _end) in pairwise(found))
