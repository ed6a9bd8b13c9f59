"""姓 and 名, their readings, and the order of an index."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yorisoi.kernel.text import PersonName, name_reading, sort_key, split_name, split_reading


@pytest.mark.parametrize(
    ("written", "family", "given_name"),
    [
        ("佐藤 花子", "佐藤", "花子"),
        ("佐藤　花子 様", "佐藤", "花子"),
        ("佐藤花子", "佐藤", "花子"),
        ("佐藤花子さん", "佐藤", "花子"),
        ("髙橋一郎", "髙橋", "一郎"),
        ("東海林太郎", "東海林", "太郎"),
        ("長谷川五右衛門", "長谷川", "五右衛門"),
        ("佐藤 花子（株式会社サクラ）", "佐藤", "花子"),
        ('"佐藤 花子"', "佐藤", "花子"),
        ("Hanako Sato", "Sato", "Hanako"),
        ("SATO Hanako", "SATO", "Hanako"),
        ("Sato, Hanako", "Sato", "Hanako"),
        ("Mary Ann Smith", "Smith", "Mary Ann"),
        ("スミス ジョン", "スミス", "ジョン"),
        ("Sato,", "Sato", ""),
        (", Hanako", "Hanako", ""),
        ("花子", "花子", ""),
        ("Hanako", "Hanako", ""),
        ("株式会社サクラ", "株式会社サクラ", ""),
        ("(株)サクラ 営業部", "(株)サクラ 営業部", ""),
        ("サクラ お客様窓口", "サクラ お客様窓口", ""),
        ("Support Team", "Support Team", ""),
        ("さくらんぼが大好き", "さくらんぼが大好き", ""),
        ("様", "様", ""),
        ("", "", ""),
    ],
)
def test_names_are_split_or_left_whole(written: str, family: str, given_name: str) -> None:
    assert split_name(written) == PersonName(family, given_name)


def test_readings_are_katakana_in_two_parts() -> None:
    assert split_reading("さとう　はなこ") == split_reading("ｻﾄｳ ﾊﾅｺ") == PersonName("サトウ", "ハナコ")
    assert split_reading("サトウハナコ") == PersonName("サトウハナコ", "")


def test_guessed_readings_look_at_the_whole_name() -> None:
    assert name_reading(PersonName("佐々木", "希")) == PersonName("ササキ", "ノゾミ")
    assert name_reading(PersonName("髙橋", "一郎")) == PersonName("タカハシ", "イチロウ")
    assert name_reading(PersonName("Brxq", "")) == PersonName("", "")
    assert str(PersonName("佐藤", "花子")) == "佐藤 花子"
    assert str(PersonName("佐藤")) == "佐藤"


def test_an_index_is_sorted_as_a_japanese_one() -> None:
    ordered = ["アオキ", "アサノ", "ハアク", "ハーク", "パーク", "ハンダ", "バンドウ", "ヒロ", "びわ", "ン"]
    assert sorted(Random(7).sample(ordered, len(ordered)), key=sort_key) == ordered
    assert sorted(["サトー", "サトウ", "サド", "さと"], key=sort_key) == ["さと", "サド", "サトウ", "サトー"]


@settings(deadline=None)
@given(st.text(max_size=30))
def test_nothing_is_lost_and_nothing_fails(written: str) -> None:
    name = split_name(written)
    assert name.family or not name.given
    sort_key(written)
