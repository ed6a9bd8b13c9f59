"""Names and addresses taken apart and made comparable."""

import pytest

from yorisoi.customers.addresses import normalise
from yorisoi.customers.names import key, reading_key, told_name


@pytest.mark.parametrize(
    ("written", "display", "family", "given"),
    [
        ("佐藤　花子", "佐藤 花子", "佐藤", "花子"),
        ("佐藤花子様", "佐藤 花子", "佐藤", "花子"),
        ('"山田 太郎"', "山田 太郎", "山田", "太郎"),
        ("Hanako Sato", "Hanako Sato", "Sato", "Hanako"),
        ("株式会社サクラ 担当", "株式会社サクラ 担当", "株式会社サクラ 担当", ""),
        ("a@example.com", "a@example.com", "", ""),
        ("", "a@example.com", "", ""),
    ],
)
def test_names(written: str, display: str, family: str, given: str) -> None:
    told = told_name(written, "a@example.com")
    assert (told.display, told.family, told.given) == (display, family, given)


def test_keys_see_no_difference_in_kana_width_case_and_spaces() -> None:
    assert key("ｻﾄｳ ﾊﾅｺ") == key("さとう　はなこ") == key("サトウハナコ")
    assert key("髙橋") == key("高橋")
    assert key("SATO Hanako") == key("sato hanako")


def test_a_told_reading_wins_over_the_guess() -> None:
    assert reading_key("カミタニ ユウ", "神谷", "優") == "カミタニユウ"
    assert reading_key("", "佐藤", "花子") == "サトウハナコ"
    assert reading_key("", "Sato", "Hanako") == ""


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("a..b@DOCOMO.ne.jp", "a..b@docomo.ne.jp"),
        ('"a..b"@docomo.ne.jp', "a..b@docomo.ne.jp"),
        ('"a b"@example.jp', '"a b"@example.jp'),
        ("-a.@ezweb.ne.jp", "-a.@ezweb.ne.jp"),
        ("Ｙａｍａｄａ＠ｅｘａｍｐｌｅ．ｊｐ", "yamada@example.jp"),
        ("山田 <Y@Example.JP>", "y@example.jp"),
        ("x@日本語.jp", "x@xn--wgv71a119e.jp"),
        ("not an address", "not an address"),
    ],
)
def test_mail_addresses(written: str, normal: str) -> None:
    assert normalise("email", written) == normal
    assert normalise("email", normal) == normal


def test_phones_compare_by_their_international_form() -> None:
    assert normalise("phone", "０３-1234-5678") == normalise("phone", "+81 3 1234 5678") == "+81312345678"
    assert normalise("phone", "#8000") == "#8000"


@pytest.mark.parametrize("written", ["AB-0012 34", "ａｂ－００１２－３４", "ab‐0012—34", " Ab 0012ー34 "])
def test_customer_numbers_compare_without_width_case_and_hyphens(written: str) -> None:
    assert normalise("number", written) == "AB001234"
