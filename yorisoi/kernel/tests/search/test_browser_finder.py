"""The search box and its page in a real browser: results while one types, by keyboard alone, no fault for axe."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

from yorisoi.kernel import search, slots
from yorisoi.kernel.slots import Found, SearchSource
from yorisoi.kernel.tests.search.filed import START

TITLES = {uuid4(): title for title in ("ログインできません", "引越しの手続き", "ﾛｸﾞｲﾝ画面の件", "領収書のお願い")}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

type Visit = Callable[[str], Page]


def load(_actor: Any, ids: Sequence[UUID]) -> dict[UUID, Found]:
    return {
        each: Found(TITLES[each], f"{TITLES[each]}の本文", f"/search/?q={each}", "保留")
        for each in ids
        if each in TITLES
    }


@pytest.fixture
def visit(page: Page, live_server: Any, transactional_db: None, brand: Any, suzuki: Any) -> Iterator[Visit]:
    """A function: open a path as 鈴木; at the end the browser had no complaints."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if "Content Security Policy" in line.text else None)
    client = Client()
    client.force_login(suzuki.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ("sessionid", "django_language"):
        value = "ja" if name == "django_language" else client.cookies[name].value
        page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    for object_id, title in TITLES.items():
        search.index("gadget", object_id, brand.id, title, f"{title}の本文", START)

    def go(path: str) -> Page:
        page.goto(live_server.url + path)
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    with slots.offered("search.source", SearchSource("gadget", "Gadgets", load, 1)):
        yield go
    assert said == []


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']][:3]}" for each in found]


def test_results_come_while_typing_and_open_by_keyboard(visit: Visit) -> None:
    page = visit("/search/?q=領収書")
    page.locator(".page [role=status]").click()
    page.keyboard.press("/")
    box, rows = page.locator("#global-search"), page.locator("#found .found__row")
    expect(box).to_be_focused()

    page.keyboard.type("ろぐいん")
    expect(rows).to_have_count(2)
    expect(rows.first.locator("mark").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert faults(page) == []

    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "found-1")
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", "found-1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    wanted = rows.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{wanted}")


def test_escape_closes_the_list_and_enter_shows_all(visit: Visit) -> None:
    page = visit("/search/")
    page.locator("#global-search").click()
    page.keyboard.type("引っ越し")
    expect(page.locator("#found")).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()
    expect(page.locator("#global-search")).to_have_value("引っ越し")

    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".hit mark").first).to_have_text("引越し")


def test_nothing_is_asked_while_an_input_method_composes(visit: Visit) -> None:
    page = visit("/search/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "partial" in request.url else None)
    page.locator("#global-search").click()
    session = page.context.new_cdp_session(page)

    session.send("Input.imeSetComposition", {"text": "りょうしゅう", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_function("document.getElementById('global-search').value === 'りょうしゅう'")
    session.send("Input.insertText", {"text": "領収書"})
    expect(page.locator("#found .found__row")).to_have_count(1)

    assert len(asked) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/search/?q=ログイン", "/search/?q=返金", "/search/"])
def test_page_is_without_fault_for_axe(visit: Visit, path: str, scheme: Any) -> None:
    visit("/search/").emulate_media(color_scheme=scheme)

    assert faults(visit(path)) == []
