"""What operators put down beside the conversation: notes that mention somebody, topics, records."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults


def a_case(page: Page) -> str:
    """Open some case that nobody has; its number."""
    page.goto("/inbox/?view=unassigned")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(lambda url: "case=" in url)
    return page.url.split("case=")[1].split("&")[0]


def test_a_colleague_is_mentioned_by_keyboard_and_told_at_once(context_of: Any) -> None:
    sato: Page = context_of("sato").new_page()
    sato.goto("/notifications/")
    sato.get_by_role("button", name="すべて既読にする").click()
    expect(sato.locator("#bell .count")).to_have_count(0)
    suzuki: Page = context_of("suzuki").new_page()
    number = a_case(suzuki)
    suzuki.keyboard.press("n")
    text = suzuki.locator("textarea[name=note]")
    expect(text).to_be_focused()
    suzuki.keyboard.type("@さとう")
    options = suzuki.locator("#mention-list [role=option]")
    expect(options).to_have_count(1)
    assert axe_faults(suzuki) == []
    # While an input method composes, Enter is its own.
    text.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "keyCode": 229})
    expect(options).to_have_count(1)
    name = options.locator("span").inner_text()
    suzuki.keyboard.press("Enter")
    suzuki.keyboard.type("確認をお願いします")
    expect(text).to_have_value(f"@{name} 確認をお願いします")
    suzuki.keyboard.press("Control+Enter")
    expect(suzuki.locator("#timeline")).to_contain_text("確認をお願いします")

    bell = sato.locator("#bell .count")
    expect(bell).to_have_text("1")
    sato.keyboard.press("g")
    sato.keyboard.press("n")
    row = sato.locator(".told__row").first
    expect(row).to_contain_text("メモであなたを指名しました")
    expect(row).to_contain_text("確認をお願いします")
    row.get_by_role("link").click()
    sato.wait_for_url(f"**/cases/{number}/")
    expect(bell).to_have_count(0)


def test_topics_are_changed_together_and_found_by_reading(context_of: Any) -> None:
    page: Page = context_of("sato").new_page()
    page.goto("/settings/topics/")
    page.get_by_role("link", name="版・CSV").click()
    page.get_by_label("題").fill("秋の見直し")
    page.get_by_role("button", name="作成する").click()
    adding = page.locator("details", has_text="トピックを追加")
    adding.locator("summary").click()
    adding.get_by_label("名前").fill("置き配の鍵")
    adding.get_by_role("button", name="下書きに加える").click()
    expect(page.locator("ol.stack")).to_contain_text("新設：置き配の鍵")
    assert axe_faults(page) == []
    page.get_by_role("button", name="公開する").click()
    expect(page.locator("#main")).to_contain_text("公開済み")
    number = a_case_of_the_first_brand(page)
    page.keyboard.press("t")
    expect(page.locator("#topic [role=combobox]")).to_be_focused()
    page.keyboard.type("おきはいのかぎ")
    page.keyboard.press("Enter")
    expect(page.locator("#case-head")).to_contain_text("置き配の鍵")
    assert number in page.url


def a_case_of_the_first_brand(page: Page) -> str:
    """Open a case of ひなた便 that nobody has."""
    page.goto("/inbox/?view=unassigned")
    page.locator("[data-row]", has_text="便").first.locator("a").first.click()
    page.wait_for_url(lambda url: "case=" in url)
    expect(page.locator("#case-head")).to_be_visible()
    return page.url.split("case=")[1].split("&")[0]


def test_closing_asks_for_the_checklist_and_is_done_by_keyboard(context_of: Any) -> None:
    page: Page = context_of("sato").new_page()
    page.goto("/settings/checklists/")
    page.locator("input[name=text]").fill("折り返しの約束を確認した")
    page.get_by_role("button", name="追加する").click()
    expect(page.locator("table")).to_contain_text("折り返しの約束を確認した")
    assert axe_faults(page) == []
    a_case_of_the_first_brand(page)
    page.locator("#case-title").click()
    page.keyboard.press("e")
    dialog = page.locator("#closure")
    expect(dialog).to_contain_text("折り返しの約束を確認した")
    assert axe_faults(page) == []
    dialog.get_by_label("折り返しの約束を確認した").check()
    dialog.get_by_role("button", name="完了にする").click()
    expect(dialog).to_have_count(0)
    expect(page.locator("#case-head")).to_contain_text("再開")
    expect(page.locator("#checklist-panel")).to_contain_text("折り返しの約束を確認した")
