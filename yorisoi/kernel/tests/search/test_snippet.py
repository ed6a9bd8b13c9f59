"""The excerpt shows the place that answers, as it was written, with the answer marked."""

import pytest

from yorisoi.kernel import search

LONG = "お世話になっております。" * 20


def marked(text: str, query: str) -> list[str]:
    return [piece for piece, is_marked in search.snippet(text, query) if is_marked]


def whole(text: str, query: str) -> str:
    return "".join(piece for piece, _is_marked in search.snippet(text, query))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("ﾛｸﾞｲﾝできません", "ログイン", ["ﾛｸﾞｲﾝ"]),
        ("ログインできません", "ﾛｸﾞｲﾝ出来ない", ["ログイン"]),
        ("ろぐいんできません", "ログイン", ["ろぐいん"]),
        ("引越しをします", "引っ越し", ["引越し"]),
        ("払い戻しをお願いします", "返金", ["払い戻し"]),
        ("返金の返金", "返金", ["返金", "返金"]),
        ("カードへの返金", "返金 カード", ["カード", "返金"]),
        ("型番ＡＢＣ－１２３４です", "abc-1234", ["ＡＢＣ－１２３４"]),
        ("型番 ABC-1234 です", "ABC-12", ["ABC-12"]),
        ("The Invoice is wrong", "invoice", ["Invoice"]),
        ("art is not start", "art", ["art"]),
        ("画面に「パスワードが違います」と", '"パスワードが違います"', ["パスワードが違います"]),
        ("関係ない文", "返金", []),
        ("返金", "できない", []),
        ("", "返金", []),
    ],
)
def test_answer_is_marked_as_it_was_written(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected
    assert whole(text, query) == text


def test_excerpt_of_a_long_text_begins_near_the_answer() -> None:
    text = LONG + "先日の件で、返金をお願いしたく存じます。" + LONG

    excerpt = whole(text, "返金")

    assert excerpt.startswith("…先日の件で、返金を")
    assert excerpt.endswith("…")
    assert len(excerpt) <= 122


def test_answer_in_other_words_far_down_is_found() -> None:
    text = LONG + "支払った金額の払い戻しをお願いします。" + LONG

    assert marked(text, "返金") == ["払い戻し"]


def test_excerpt_shows_where_most_words_stand_together() -> None:
    text = "カードの件です。" + LONG + "返金はカードへお願いします。"

    assert marked(text, "返金 カード") == ["返金", "カード"]


def test_word_that_is_far_away_does_not_hide_the_near_one() -> None:
    text = "カードの件です。" + LONG + "返金の件です。"

    assert marked(text, "返金 カード") == ["カード"]


def test_white_space_is_evened() -> None:
    assert whole("一行目\n\n  返金　の件", "返金") == "一行目 返金 の件"


def test_beginning_is_given_where_nothing_answers() -> None:
    assert whole(LONG, "返金") == LONG[:120] + "…"


def test_markup_stays_text() -> None:
    assert search.snippet("<b>返金</b>", "返金") == [("<b>", False), ("返金", True), ("</b>", False)]
