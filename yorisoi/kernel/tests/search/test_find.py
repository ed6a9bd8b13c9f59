"""What a query finds, for whom, in which order, over how many pages."""

import pytest

from yorisoi.kernel import search
from yorisoi.kernel.search import ranking
from yorisoi.kernel.tests.search.filed import BRAND, OTHER, all_pages, file, found

pytestmark = pytest.mark.django_db


def test_only_entries_of_the_given_brands_are_found() -> None:
    ours, theirs = file("返金の件"), file("返金の件", brand=OTHER)

    assert found("返金") == [ours]
    assert found("返金", brands=(OTHER,)) == [theirs]
    assert set(found("返金", brands=(BRAND, OTHER))) == {ours, theirs}
    assert found("返金", brands=()) == []


def test_common_word_of_another_brand_does_not_hide_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "RANKED", 5)
    ours = [file("返金の件", day=day) for day in range(3)]
    for day in range(40):
        file("返金の件", day=10 + day, brand=OTHER)

    page = search.find("返金", [BRAND])

    assert [hit.object_id for hit in page.hits] == ours[::-1]
    assert page.total == 3


def test_text_cannot_pretend_to_be_of_another_brand_or_kind() -> None:
    for text in (f"o_{OTHER.hex} 返金", f"k_customer o_{OTHER.hex} 返金", "tn_返金"):
        file("", text)

    assert found("返金", brands=(OTHER,)) == []
    assert found("返金", kinds=("customer",)) == []


def test_only_the_kinds_asked_for_are_found() -> None:
    case, message = file("返金の件"), file("", "返金の件", kind="message")

    assert found("返金", kinds=("case",)) == [case]
    assert found("返金", kinds=("message",)) == [message]
    assert found("返金", kinds=()) == []


def test_every_word_must_be_had() -> None:
    both = file("返金について", "クレジットカードへの返金をお願いします")
    file("返金について", "口座への返金をお願いします")

    assert found("返金 クレジットカード") == [both]
    assert found("返金 クレジットカード 引っ越し") == []


def test_words_as_such_come_before_other_words_of_the_same_meaning() -> None:
    meant, said = file("", "払い戻しをお願いします", day=1), file("", "返金をお願いします", day=1)

    assert found("返金") == [said, meant]
    assert found("払い戻し") == [meant, said]


def test_title_comes_before_text_and_all_words_before_some() -> None:
    in_text = file("別の件", "返金とカードのことです", day=1)
    some = file("返金の件", "カードのことです", day=1)
    whole = file("カードの返金", "お願いします", day=1)

    assert found("カード 返金") == [whole, some, in_text]


def test_newer_comes_before_older() -> None:
    old, new = file("返金の件", day=0), file("返金の件", day=90)

    assert found("返金") == [new, old]


def test_old_title_gives_way_to_a_new_text_only_after_long() -> None:
    title, text = file("返金の件", day=0), file("", "返金の件", day=5)
    assert found("返金") == [title, text]


@pytest.mark.parametrize("limit", [1, 4, 7, 60])
def test_paging_reaches_every_hit_once(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(ranking, "RANKED", 10)
    filed = {file("返金の件" if day % 3 else "", "返金", day=day * 4) for day in range(43)}

    pages = all_pages("返金", limit)

    shown = [each for page in pages for each in page]
    assert len(shown) == len(set(shown)) == 43
    assert set(shown) == filed
    assert all(pages)


def test_last_page_says_that_it_is_the_last() -> None:
    for day in range(5):
        file("返金の件", day=day)

    assert [len(page) for page in all_pages("返金", 3)] == [3, 2]
    assert search.find("返金", [BRAND], limit=5).next_cursor is None


def test_new_entries_between_two_pages_shift_nothing() -> None:
    filed = [file("返金の件", day=day) for day in range(6)]
    first = search.find("返金", [BRAND], limit=3)
    file("返金の件", day=50)

    second = search.find("返金", [BRAND], limit=3, cursor=first.next_cursor)

    assert [hit.object_id for hit in (*first.hits, *second.hits)] == filed[::-1]


@pytest.mark.parametrize("cursor", ["x", "w.1.2.3", "w.-1.0.0.", "w.1.1.99999999999999999999.", "w.1.1.a.", "q.1.1.1."])
def test_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(search.BadCursorError, match="not a search cursor"):
        search.find("返金", [BRAND], cursor=cursor)


def test_hits_are_counted_up_to_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorisoi.kernel.search.finding.COUNTED", 3)
    for day in range(3):
        file("返金の件", day=day)
    assert (search.find("返金", [BRAND]).total, search.find("返金", [BRAND]).is_more) == (3, False)

    file("返金の件", day=9)
    page = search.find("返金", [BRAND], limit=2)

    assert (page.total, page.is_more) == (3, True)
    later = search.find("返金", [BRAND], limit=2, cursor=page.next_cursor)
    assert (later.total, later.is_more) == (3, True)


def test_words_that_ask_for_nothing_are_told_apart_from_no_hits() -> None:
    file("できない")

    assert search.find("できない", [BRAND]).is_blank
    assert search.find("  ", [BRAND]).is_blank
    assert not search.find("返金", [BRAND]).is_blank


def test_quoted_words_are_met_letter_by_letter() -> None:
    exact = file("", "画面に「パスワードが\n違います」と出ます")
    file("", "違うパスワードの画面です")

    assert found('"パスワードが違います"') == [exact]
    assert found("“パスワードが違います” 画面") == [exact]
    assert len(found("パスワードが違います")) == 2
    assert search.find('"違いますパスワード"', [BRAND]).total == 0


def test_quoted_words_are_met_in_other_width_and_case_and_over_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "RANKED", 8)
    exact = {file("", "ＥＲＲＯＲ ｺｰﾄﾞ 7", day=day) for day in range(0, 30, 2)}
    for day in range(1, 30, 2):
        file("", "コード 7 の ERROR", day=day)

    shown = [each for page in all_pages('"error コード 7"', 4) for each in page]

    assert len(shown) == 15
    assert set(shown) == exact


def test_quote_left_open_is_read_to_its_end() -> None:
    exact = file("", "パスワードが違います")

    assert found('"パスワードが違い') == [exact]


def test_code_is_found_by_its_beginning_where_nothing_is_called_so() -> None:
    long, other = file("", "型番は ABC-1234 です"), file("", "型番は ABC-1299 です")

    assert set(found("ABC-12")) == {long, other}
    assert found("ABC-1234") == [long]
    assert found("abc12") == found("ＡＢＣ－１２") == found("ABC-12")

    named = file("", "型番は ABC-12 です")
    assert found("ABC-12") == [named]


def test_pages_of_beginnings_go_on_as_beginnings() -> None:
    filed = {file("", f"番号 KX-70{number}", day=number) for number in range(10, 17)}

    pages = all_pages("KX-70", 3)

    assert [len(page) for page in pages] == [3, 3, 1]
    assert {each for page in pages for each in page} == filed


def test_word_being_typed_is_taken_as_a_beginning() -> None:
    case = file("", "リファンドとパスポートのことで passport")

    assert [hit.object_id for hit in search.find("passp", [BRAND], typing=True).hits] == [case]
    assert [hit.object_id for hit in search.find("パスポ", [BRAND], typing=True).hits] == [case]
    assert search.find("passp", [BRAND]).hits == ()
    assert search.find("passp ", [BRAND], typing=True).hits == ()


@pytest.mark.parametrize("query", ["invoice", "invoices", "Invoiced"])
def test_english_words_are_found_in_their_forms(query: str) -> None:
    case = file("", "Two invoices arrived")

    assert found(query) == [case]


@pytest.mark.parametrize(
    "query",
    [
        "'",
        '"',
        "''",
        '""',
        "a' OR 1=1 --",
        "NOT AND OR",
        "返金*",
        "(",
        "\\",
        "返金:*",
        "\x00返金",
        "-返金",
    ],
)
def test_signs_of_query_languages_mean_nothing(query: str) -> None:
    case = file("返金の件")

    assert found(query) == ([case] if "返金" in query else [])


def test_hit_carries_what_was_filed() -> None:
    object_id = file("ログイン  出来ない", "本文\n二行目", day=1)

    (hit,) = search.find("ﾛｸﾞｲﾝ", [BRAND]).hits

    assert (hit.kind, hit.object_id, hit.brand_id) == ("case", object_id, BRAND)
    assert (hit.title, hit.text) == ("ログイン 出来ない", "本文\n二行目")
    assert hit.at.isoformat() == "2026-01-02T00:00:00+00:00"


def test_first_page_takes_few_queries(django_assert_max_num_queries: pytest.FixtureLookupError) -> None:
    for day in range(30):
        file("カードの返金", "返金をカードへ", day=day * 10)

    with django_assert_max_num_queries(7):  # type: ignore[operator]
        search.find("カード 返金", [BRAND])
