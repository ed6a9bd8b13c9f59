"""Tags by keyboard, as an operator sets them."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults


def test_tags_are_made_set_and_filtered_by_keyboard(context_of: Any) -> None:
    page: Page = context_of("sato").new_page()
    for name, colour in (("取材", "special"), ("折り返し要", "warning")):
        page.goto("/settings/tags/")
        page.locator("input[name=name]").fill(name)
        page.locator("select[name=colour]").select_option(colour)
        page.locator("main button[type=submit]").last.click()
        expect(page.locator("main table")).to_contain_text(name)
    brand = page.locator(".segments a[aria-current]").get_attribute("href") or ""
    page.goto(f"/inbox/?view=all&{brand.removeprefix('?')}")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("#case[data-case]")).to_be_visible()
    page.keyboard.press("l")
    expect(page.locator("#narrow-tag")).to_be_focused()
    page.keyboard.type("トリ")  # matches in any kana only what reads so; nothing here
    expect(page.locator("[data-narrow-none]")).to_be_visible()
    page.locator("#narrow-tag").fill("折り")
    page.locator("#narrow-tag").dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    assert page.locator("dialog#tags input:checked").count() == 0
    assert axe_faults(page) == []
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#case-head .tag-look--warning")).to_have_text("折り返し要")
    expect(page.locator("#rows .tag-look--warning")).to_have_text("折り返し要")
    expect(page.locator("#timeline")).to_contain_text("タグ「折り返し要」を付けました")
    page.goto("/settings/tags/")
    page.locator("main table td.number a").click()
    expect(page.locator("#rows > [data-row]")).to_have_count(1)
    expect(page.locator(".list__filter")).to_contain_text("折り返し要")
    assert axe_faults(page) == []
