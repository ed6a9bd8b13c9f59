"""Numbers in a real browser: from the overview to the cases behind a number by keyboard, axe."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import axe_faults
from yorisoi.desk.testing import Case
from yorisoi.workspace.testing import Staff, client_of

VIEWS = (("ja", "light", 1440), ("en", "dark", 390))
DAY = "?from=2026-11-16&to=2026-11-17"
ONE = "/insights/metrics/"
PATHS = (
    f"/insights/{DAY}",
    f"{ONE}first_response.business@1/{DAY}",
    f"{ONE}arrivals.contacts@1/{DAY}",
    f"{ONE}backlog_age.calendar@1/{DAY}",
    f"{ONE}recontact_rate.7d@1/definition/{DAY}",
    f"{ONE}answer_rate.ended@1/cases/{DAY}",
    "/insights/?from=x&to=y",
)

type Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, live_server: Any, transactional_db: None, kobayashi: Staff) -> Iterator[Visit]:
    """A function: open a path as 小林, the supervisor; at the end the browser had no complaints."""
    said: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if "Content Security Policy" in line.text else None)
    session = client_of(kobayashi).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def go(path: str, language: str = "ja", theme: str = "light", width: int = 1440) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        page.goto(live_server.url + path)
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield go
    page.context.close()
    assert said == []


@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_pages_pass_axe(visit: Visit, monday: list[Case], language: str, theme: str, width: int) -> None:
    for path in PATHS:
        page = visit(path, language, theme, width)
        assert axe_faults(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{path} is wider than the window"


def test_from_the_overview_to_the_case_by_keyboard(visit: Visit, monday: list[Case]) -> None:
    page = visit("/inbox/")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("分析")
    page = visit(f"/insights/{DAY}")
    page.get_by_role("link", name="初回応答時間").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".number-value--large")).to_have_text("1時間")
    page.get_by_text("数値を見る").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] table").first).to_be_visible()
    page.get_by_role("link", name="案件", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"#{monday[0].number}")).to_be_visible()
    page.get_by_role("link", name=f"#{monday[0].number}").press("Enter")
    page.wait_for_url(f"**/cases/{monday[0].number}/")


def test_filter_stands_in_the_address(visit: Visit, monday: list[Case], suzuki: Staff) -> None:
    page = visit(f"/insights/metrics/closures.done@1/{DAY}")
    expect(page.locator(".number-value--large")).to_have_text("2")
    page.get_by_label("担当者", exact=True).select_option(str(suzuki.id))
    page.get_by_role("button", name="表示する").click()
    expect(page.locator(".number-value--large")).to_have_text("1")
    assert f"person={suzuki.id}" in page.url
