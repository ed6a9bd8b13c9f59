"""Many cases at once, by keyboard; keys of the list and the selection never fire while an input method composes."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults

COMPOSE = """() => { for (const key of ["x", "a", "e", "l", "d", "j", "?"]) {
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, isComposing: true }));
  target.dispatchEvent(new KeyboardEvent("keydown", { key: "Process", keyCode: 229, bubbles: true, cancelable: true }));
  target.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "あ" }));
} }"""


def selected(page: Page) -> int:
    return page.locator("#rows > .is-selected").count()


def test_cases_are_selected_changed_and_put_back_by_keyboard(context_of: Any) -> None:
    page: Page = context_of("sato").new_page()
    page.goto("/inbox/?view=all")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    page.evaluate(COMPOSE)
    assert (selected(page), page.locator("dialog[open]").count()) == (0, 0)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.locator("#rows > [data-row]").nth(3).locator(".row__check").click(modifiers=["Shift"])
    expect(page.locator("#rows > .is-selected")).to_have_count(4)
    page.evaluate(COMPOSE)
    assert (selected(page), page.locator("dialog[open]").count()) == (4, 0)
    assert axe_faults(page) == []
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_contain_text("行を選択")
    expect(page.locator("#keys-dialog")).to_contain_text("対応不要")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.locator("#palette input").fill("優先度")
    page.keyboard.press("Enter")
    dialog = page.locator("#bulk-dialog")
    expect(dialog).to_be_visible()
    assert axe_faults(page) == []
    dialog.locator("input[value='3']").check()
    page.keyboard.press("Control+Enter")
    strip = page.locator("#bulk-strip")
    expect(strip).to_contain_text("4件中 4件")
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-bulk]")).to_be_hidden()
    expect(page.locator("#rows > [data-row]", has_text="至急")).to_have_count(4)
    assert axe_faults(page) == []
    strip.get_by_role("button", name="元に戻す").click()
    expect(strip).to_contain_text("元に戻しました")
    expect(page.locator("#rows > [data-row]", has_text="至急")).to_have_count(0)
    strip.get_by_role("link", name="詳細").click()
    expect(page.locator("h1")).to_contain_text("至急")
    assert axe_faults(page) == []
    page.goto("/inbox/bulk/")
    expect(page.locator("main table")).to_contain_text("至急")
    assert axe_faults(page) == []


def test_all_of_a_view_at_once_and_escape_lets_go(context_of: Any) -> None:
    page: Page = context_of("sato").new_page()
    page.goto("/inbox/?view=all&status=new")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("*")
    page.keyboard.press("a")
    expect(page.locator("[data-bulk-count]")).to_have_text("このビューのすべて")
    page.keyboard.press("Escape")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    assert selected(page) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_fits_a_narrow_screen_in_english(context_of: Any, scheme: str) -> None:
    options = {"locale": "en-GB", "viewport": {"width": 390, "height": 800}, "color_scheme": scheme}
    page: Page = context_of("suzuki", **options).new_page()
    page.goto("/inbox/?view=all")
    expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    page.locator("#rows > [data-row]").first.locator(".row__check").click()
    expect(page.locator("[data-bulk]")).to_be_visible()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
