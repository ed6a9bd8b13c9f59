"""Two writings of the same thing fold to the same string; offsets survive the weaker form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yorisoi.kernel.text import fold
from yorisoi.kernel.text.folding import even, is_kana, katakana, letters, without_selectors

JAPANESE = st.text(
    st.sampled_from(
        "あいっゃがぱーアイッャガパヴｱｶﾞﾊﾟｰ漢字髙﨑邉①㈱㍻ー-−‐―～〜A１ａｂßé 　\n。、「」(）🙂葛\U000e0100か\u3099"
    )
)
TEXTS = st.one_of(st.text(), JAPANESE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾛｸﾞｲﾝ", "ログイン"),
        ("ろぐいん", "ログイン"),
        ("ＡＢＣ－１２３", "abc-123"),
        ("サ−バ−", "サーバー"),
        ("サーバ-", "サーバー"),
        ("さ-ば", "サーバ"),
        ("0120‐123―456", "0120-123-456"),
        ("髙橋", "高橋"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("山﨑", "山崎"),
        ("𠮷野家", "吉野家"),
        ("葛\U000e0100飾", "葛飾"),
        ("か\u3099き", "ガキ"),
        ("㈱サクラ", "(株)さくら"),
        (" 佐藤　 花子\n", "佐藤 花子"),
        ("STRASSE", "straße"),
    ],
)
def test_writings_of_the_same_thing_are_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("は", "ば"), ("つ", "っ"), ("abc-123", "abc123"), ("斎藤", "斉藤"), ("コ", "コー")]
)
def test_different_things_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_hyphen_before_a_latin_word_stays_a_hyphen() -> None:
    assert fold("アプリ-Web版") == "アプリ-web版"


@settings(deadline=None)
@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert letters(letters(text)) == letters(text)


@settings(deadline=None)
@given(TEXTS)
def test_even_keeps_every_offset(text: str) -> None:
    assert len(even(text)) == len(text)


@settings(deadline=None)
@given(TEXTS)
def test_dropping_selectors_does_not_change_what_a_text_folds_to(text: str) -> None:
    assert fold(without_selectors(text)) == fold(text)


def test_kana() -> None:
    assert katakana("ゔぁいおりん漢字ー") == "ヴァイオリン漢字ー"
    assert is_kana("ひらカタｶﾅー")
    assert not is_kana("")
    assert not is_kana("漢字かな")


def test_letters_are_all_that_a_search_token_may_hold() -> None:
    assert letters("お客様・No.１_２！🙂") == "オ客様no12"
