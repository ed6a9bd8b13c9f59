"""Filters and saved views, as an operator uses them."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults


def test_a_filter_is_set_saved_renamed_and_dropped(context_of: Any) -> None:
    page: Page = context_of("sato").new_page()
    page.goto("/inbox/?view=all")
    page.keyboard.press("f")
    expect(page.locator("#filter-assignee")).to_be_focused()
    page.keyboard.type("なし")
    page.locator("#filter-assignee").fill("担当者なし")
    page.locator("#filter-assignee_list [role=option]").filter(has_text="担当者なし").first.click()
    page.locator("#filter-sort").select_option("oldest")
    assert axe_faults(page) == []
    page.locator("dialog#filter button[type=submit]").click()
    expect(page.locator(".list__filter .tag")).to_have_count(2)
    assert "assignee=nobody" in page.url
    shown = page.locator("#rows > [data-row]").evaluate_all("rows => rows.map(row => row.dataset.at)")
    assert shown == sorted(shown)
    page.keyboard.press("v")
    expect(page.locator("#view-name")).to_be_focused()
    page.keyboard.type("引き取り待ち")
    page.keyboard.press("Enter")
    page.wait_for_url("**saved=**")
    entry = page.locator(".view[aria-current]")
    expect(entry).to_contain_text("引き取り待ち")
    expect(entry.locator(".count")).to_have_text(str(len(shown)) if len(shown) < 50 else "99+")
    assert axe_faults(page) == []
    page.get_by_role("link", name="ビューの管理").click()
    assert axe_faults(page) == []
    page.locator("main tr input[name=name]").fill("待ち")
    page.get_by_role("button", name="名前を変える").click()
    expect(page.locator("main tr input[name=name]")).to_have_value("待ち")
    page.locator("main tr button[name=drop]").click()
    page.locator("[data-confirm-yes]").click()
    expect(page.locator("main")).to_contain_text("保存したビューはまだありません")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_narrow_page_in_english_is_clean(context_of: Any, scheme: str) -> None:
    page: Page = context_of(
        "sato", locale="en-GB", viewport={"width": 390, "height": 800}, color_scheme=scheme
    ).new_page()
    page.goto("/inbox/?view=all&status=new&sort=due")
    page.keyboard.press("f")
    expect(page.locator("dialog#filter")).to_be_visible()
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
