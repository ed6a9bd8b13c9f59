"""Every kind of field: what is taken, how it is kept, and what is said when it is wrong."""

import pytest
from django.utils import translation

from yorisoi.channels.form.checking.values import Wrong, value_of
from yorisoi.channels.form.contracts import Answer, FieldKind
from yorisoi.channels.form.models import Field


def answer(kind: FieldKind, *texts: str, **fields: object) -> Answer:
    """What is made of the texts typed into a field of this kind."""
    found = value_of(Field(key="k", kind=kind.value, label_ja="項目", **fields), list(texts), "ja")
    assert found is not None
    return found


def wrong(kind: FieldKind, *texts: str, **fields: object) -> str:
    """What is said about them."""
    with translation.override("ja"), pytest.raises(Wrong) as raised:
        answer(kind, *texts, **fields)
    return str(raised.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("yamada@example.com", "yamada@example.com"),
        ("  ｙａｍａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ ", "yamada@example.com"),
        ("yamada@example。com", "yamada@example.com"),
        ("a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp"),
    ],
)
def test_an_address_is_folded(typed: str, kept: str) -> None:
    assert answer(FieldKind.EMAIL, typed).value == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("yamada.example.com", "「@」が必要"),
        ("a@example.com, b@example.com", "1つだけ"),
        ("yama da@example.com", "空白"),
        ("yamada@", "途中まで"),
        ("yamada@example", "途中まで"),
        ("<yamada@example.com>", "使えない文字"),
    ],
)
def test_a_wrong_address_is_explained(typed: str, said: str) -> None:
    assert said in wrong(FieldKind.EMAIL, typed)


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("03-1234-5678", "+81312345678"),
        ("０３ー１２３４ー５６７８", "+81312345678"),
        ("(090)1234 5678", "+819012345678"),
        ("+1 650-253-0000", "+16502530000"),
        ("0120-444-444", "+81120444444"),
    ],
)
def test_a_phone_number_is_kept_raw_beside_its_international_form(typed: str, e164: str) -> None:
    found = answer(FieldKind.PHONE, typed)
    assert (found.value, found.e164) == (typed, e164)
    assert e164 in found.shown


def test_a_phone_number_unknown_to_the_world_is_still_taken() -> None:
    found = answer(FieldKind.PHONE, "0000-000-0000")
    assert (found.value, found.e164, found.shown) == ("0000-000-0000", "", "0000-000-0000")


@pytest.mark.parametrize(("typed", "said"), [("1234-5678", "8 個"), ("でんわ", "数字で"), ("0312345678ab", "数字で")])
def test_a_wrong_phone_number_is_explained(typed: str, said: str) -> None:
    assert said in wrong(FieldKind.PHONE, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-22",
        "2026/11/22",
        "２０２６年１１月２２日",
        "20261122",
        "令和8年11月22日",
        "R8.11.22",
        "令和八年十一月二十二日",
        "2026.11.22",
    ],
)
def test_a_date_in_every_writing(typed: str) -> None:
    with translation.override("ja"):
        found = answer(FieldKind.DATE, typed)
    assert (found.value, found.shown) == ("2026-11-22", "2026年11月22日 (令和8年11月22日)")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-02-30", "という日は存在しません"),
        ("あした", "日付が読み取れません"),
        ("11/22", "日付が読み取れません"),
        ("平成35年4月1日", "令和5年4月1日"),
    ],
)
def test_a_wrong_date_is_explained(typed: str, said: str) -> None:
    assert said in wrong(FieldKind.DATE, typed)


@pytest.mark.parametrize(("typed", "kept"), [("１２，０００", "12000"), ("-3", "-3"), ("−１．５", "-1.5"), ("0", "0")])
def test_a_number_is_folded(typed: str, kept: str) -> None:
    assert answer(FieldKind.NUMBER, typed).value == kept


@pytest.mark.parametrize("typed", ["三", "12個", "NaN", "Infinity", "1" * 40])
def test_what_is_no_number_is_explained(typed: str) -> None:
    assert "数字だけで" in wrong(FieldKind.NUMBER, typed)


def test_text_is_kept_as_written_but_for_its_ends() -> None:
    assert answer(FieldKind.TEXT, " １行目\n\n２行目 \n").value == "１行目\n\n２行目"
    assert answer(FieldKind.LINE, "山田　太郎\x07").value == "山田 太郎"


def test_text_that_is_too_long_says_by_how_much() -> None:
    said = wrong(FieldKind.TEXT, "あ" * 11, limit=10)
    assert "11" in said
    assert "10" in said
    assert answer(FieldKind.TEXT, "あ" * 10, limit=10).value == "あ" * 10


CHOICES = [{"ja": "配送", "en": "Delivery"}, {"ja": "支払い", "en": "Payment"}]


def test_choices_keep_the_first_language_and_take_nothing_else() -> None:
    assert answer(FieldKind.CHOICE, "配送", choices=CHOICES).value == "配送"
    assert answer(FieldKind.SEVERAL, "支払い", "配送", choices=CHOICES).value == ["配送", "支払い"]
    assert "表示されている中から" in wrong(FieldKind.CHOICE, "返品", choices=CHOICES)
    assert "表示されている中から" in wrong(FieldKind.SEVERAL, "配送", "返品", choices=CHOICES)


@pytest.mark.parametrize("kind", FieldKind)
def test_white_space_is_nothing(kind: FieldKind) -> None:
    assert value_of(Field(key="k", kind=kind.value), [" 　\n"], "ja") is None
    assert value_of(Field(key="k", kind=kind.value), [], "ja") is None
