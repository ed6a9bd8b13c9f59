"""Work on a case by keyboard: merging and its undo."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults


def open_first(page: Page) -> str:
    """Open the first case of a queue with several by keyboard; its number."""
    page.goto("/inbox/?view=all")
    queues = page.locator("a.view--queue:has(.count)")
    busy = max(queues.all(), key=lambda each: int(each.locator(".count").inner_text()))
    page.goto(busy.get_attribute("href") or "")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(re.compile("case="))
    return page.url.split("case=")[1].split("&")[0]


def number_of(page: Page, nth: int) -> str:
    """The number in the nth row of the list."""
    return page.locator("[data-row]").nth(nth).locator(".row__when span").first.inner_text().lstrip("#")


def test_two_cases_are_merged_by_keyboard_and_taken_apart_again(context_of: Any) -> None:
    page: Page = context_of("suzuki").new_page()
    number = open_first(page)
    other = number_of(page, 1)
    older, newer = sorted((number, other), key=int)
    expect(page.locator("#case")).to_contain_text(f"#{number}")
    page.keyboard.press("d")
    dialog = page.locator("#merger")
    expect(dialog.locator("[name=other]")).to_be_focused()
    assert axe_faults(page) == []
    page.keyboard.type(other)
    page.keyboard.press("Control+Enter")
    confirmed = dialog.locator("[name=confirmed]")
    expect(confirmed).to_be_visible()
    confirmed.check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#case")).to_have_attribute("data-number", older)
    expect(page.locator("#timeline")).to_contain_text(f"#{newer}")
    page.locator("[data-undo]").click()
    expect(page.locator("#case")).to_have_attribute("data-number", newer)
    page.goto(f"/cases/{older}/")
    expect(page.locator("#case")).to_have_attribute("data-number", older)
