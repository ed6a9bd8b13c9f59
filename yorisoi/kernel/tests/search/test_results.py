"""GET /search/: who sees which results, how they are shown, how one goes on."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from yorisoi.kernel import search, slots
from yorisoi.kernel.slots import Found, SearchSource
from yorisoi.kernel.tests.search.filed import START

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
hidden: set[UUID] = set()
written: dict[UUID, Found] = {}

pytestmark = pytest.mark.django_db


def load(_actor: Any, ids: Sequence[UUID]) -> dict[UUID, Found]:
    return {each: written[each] for each in ids if each in written and each not in hidden}


@pytest.fixture(autouse=True)
def _gadgets() -> Iterator[None]:
    with slots.offered("search.source", SearchSource("gadget", "Gadgets", load, 1)):
        yield
    hidden.clear()
    written.clear()


def signed_in(staff: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(staff.user, backend=BACKEND)
    client.cookies["django_language"] = "en"
    return client


def file(brand: Any, title: str, text: str = "", *, day: float = 0, url: str = "", meta: str = "") -> UUID:
    object_id = uuid4()
    search.index("gadget", object_id, brand.id, title, text, START + timedelta(days=day))
    written[object_id] = Found(title, text, url or f"/gadgets/{object_id}/", meta)
    return object_id


def page_of(client: Client, **query: str) -> str:
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_results_are_shown_with_the_answer_marked(brand: Any, suzuki: Any) -> None:
    object_id = file(brand, "引越しの件", "先日の<b>引っ越し</b>のことです", meta="保留")

    page = page_of(signed_in(suzuki), q="引っ越し")

    assert f'href="/gadgets/{object_id}/"' in page
    assert "<mark>引越し</mark>の件" in page
    assert "&lt;b&gt;<mark>引っ越し</mark>&lt;/b&gt;" in page
    assert "保留" in page
    assert "1 results" in page


def test_strangers_are_sent_to_sign_in(client: Client, brand: Any) -> None:
    file(brand, "返金の件")

    response = client.get("/search/", {"q": "返金"})

    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_possible(suzuki: Any, method: str) -> None:
    assert getattr(signed_in(suzuki), method)("/search/?q=x").status_code == 405


@pytest.mark.parametrize("partial", [{}, {"partial": "1"}])
def test_people_of_another_brand_find_nothing(brand: Any, tanaka: Any, partial: dict[str, str]) -> None:
    file(brand, "返金の件")

    page = page_of(signed_in(tanaka), q="返金", **partial)

    assert "返金の件" not in page
    assert "/gadgets/" not in page
    assert "Nothing was found" in page


def test_who_may_see_all_brands_finds_in_all(brand: Any, other_brand: Any, takahashi: Any) -> None:
    file(brand, "返金の件 甲")
    file(other_brand, "返金の件 乙")

    page = page_of(signed_in(takahashi), q="返金")

    assert page.count("data-hit") == 2


def test_what_the_source_hides_is_neither_shown_nor_counted(brand: Any, suzuki: Any) -> None:
    ids = [file(brand, f"返金の件 {number:02}", day=number) for number in range(30)]
    hidden.update(ids[10:])

    page = page_of(signed_in(suzuki), q="返金")

    assert page.count("data-hit") == 10
    assert "Results that you may see" in page
    assert "30" not in re.findall(r">(\d+) results", page)
    assert "返金の件 10" not in page.replace("<mark>", "").replace("</mark>", "")


def test_hits_that_lead_to_the_same_page_stand_together(brand: Any, suzuki: Any) -> None:
    file(brand, "返金の件", url="/cases/7/")
    file(brand, "", "返金をお願いします", url="/cases/7/#message-1", day=-3)
    file(brand, "返金の別件", url="/cases/8/", day=-1)

    page = page_of(signed_in(suzuki), q="返金")

    assert page.count('class="hit"') == 2
    assert page.count("data-hit") == 3
    assert page.index("/cases/7/#message-1") < page.index('"/cases/8/"')


def test_next_pages_bring_the_rest(brand: Any, suzuki: Any) -> None:
    ids = {file(brand, "返金の件", day=number) for number in range(45)}
    client = signed_in(suzuki)

    shown: list[str] = []
    address = "?q=返金"
    for htmx in ({}, {"HX-Request": "true"}, {"HX-Request": "true"}):
        page = client.get(f"/search/{address}", headers=htmx).content.decode()
        assert ("<html" in page) is not bool(htmx)
        shown += re.findall(r'href="/gadgets/([^/]+)/" data-hit', page)
        more = re.search(r'data-more="([^"]+)"', page)
        address = more[1].replace("&amp;", "&") if more else ""

    assert address == ""
    assert len(shown) == 45
    assert {UUID(each) for each in shown} == ids


def test_one_kind_alone(brand: Any, suzuki: Any) -> None:
    file(brand, "返金の件")
    client = signed_in(suzuki)

    assert page_of(client, q="返金", kind="gadget").count("data-hit") == 1
    assert page_of(client, q="返金", kind="case").count("data-hit") == 0
    assert client.get("/search/", {"q": "返金", "kind": "nonsense"}).status_code == 404


def test_made_up_cursor_is_not_there(suzuki: Any) -> None:
    assert signed_in(suzuki).get("/search/", {"q": "返金", "cursor": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "What are you looking for?"),
        ("返金", "Nothing was found"),
        ("できない", "too common"),
        ("<script>", "Nothing was found"),
    ],
)
def test_no_results_are_explained(suzuki: Any, query: str, words: str) -> None:
    page = page_of(signed_in(suzuki), q=query)

    assert words in page
    assert "<script>" not in page.replace('<script src="', "").replace("<script type=", "")


def test_while_typing_a_short_list_comes(brand: Any, suzuki: Any) -> None:
    for number in range(9):
        file(brand, f"パスポートの件 {number}", day=number)
    client = signed_in(suzuki)

    page = page_of(client, q="パスポ", partial="1")

    assert "<html" not in page
    assert page.count('class="found__row"') == 6
    assert "All results" in page
    assert "Nothing was found yet" in page_of(client, q="返金", partial="1")
    assert 'role="option"' not in page_of(client, q="", partial="1")


def test_page_takes_few_queries(brand: Any, suzuki: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(25):
        file(brand, "カードの返金", "返金をカードへ", day=number)
    client = signed_in(suzuki)
    page_of(client, q="カード 返金")

    with django_assert_max_num_queries(12):
        page_of(client, q="カード 返金")
