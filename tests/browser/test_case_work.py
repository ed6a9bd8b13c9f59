"""Work on a case by keyboard: merging and its undo, templates, macros, holds."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import axe_faults


def settled(page: Page) -> None:
    """A panel that loads itself is there: from then on htmx hears what is pressed in the pane."""
    expect(page.locator("#related-panel .panel__body p, #related-panel .panel__body li").first).to_be_attached()


def open_first(page: Page) -> str:
    """Open the first case of a queue with several by keyboard; its number."""
    page.goto("/inbox/?view=all")
    queues = page.locator("a.view--queue:has(.count)")
    busy = max(queues.all(), key=lambda each: int(each.locator(".count").inner_text()))
    page.goto(busy.get_attribute("href") or "")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(re.compile("case="))
    settled(page)
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


def test_templates_and_macros_by_keyboard(context_of: Any) -> None:
    page: Page = context_of("sato").new_page()
    page.goto("/settings/templates/")
    page.locator("[name=name]").fill("折り返しのお約束")
    page.locator("[name=shortcut]").fill("yakusoku")
    page.locator("[name=body]").fill("{{お客様名}} 様\n翌営業日にご連絡します。{{会社名}}")
    page.locator("[name=snooze]").fill("翌営業日")
    assert axe_faults(page) == []
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main table")).to_contain_text("折り返しのお約束")
    brand = page.locator("nav.segments [aria-current]").inner_text()
    page.goto("/inbox/?view=all")
    queue = page.locator(f".views__title:has-text('{brand}') + ul a.view--queue:has(.count)").first
    page.goto(queue.get_attribute("href") or "")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(re.compile("case="))
    settled(page)

    page.keyboard.press("r")
    field = page.locator("#composer-reply textarea")
    expect(field).to_be_focused()
    page.keyboard.type(";;yaku")
    option = page.locator("#template-list [role=option]:not([hidden])")
    expect(option).to_have_count(1)
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(field).to_have_value(re.compile("様\n翌営業日にご連絡します。{{会社名}}"))
    expect(page.locator("#template-list")).to_have_count(0)
    field.fill("")
    page.keyboard.press("Escape")

    page.keyboard.press("m")
    choice = page.locator("#macro-choice")
    expect(choice).to_be_focused()
    page.keyboard.type("お約束")
    page.keyboard.press("Enter")
    expect(page.locator("#macro-preview .preview")).to_contain_text("ご連絡します")
    assert axe_faults(page) == []
    page.keyboard.press("Control+Enter")
    expect(field).to_have_value(re.compile("ご連絡します"))
    expect(page.locator("[data-after]")).to_contain_text("翌営業日")
    field.fill("明日ご連絡します。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#case-head")).to_contain_text("保留")


def test_a_draft_survives_and_what_is_forgotten_is_asked_about(context_of: Any) -> None:
    page: Page = context_of("suzuki").new_page()
    number = open_first(page)
    page.keyboard.press("r")
    field = page.locator("#composer-reply textarea")
    expect(field).to_be_focused()
    with page.expect_response(lambda answer: answer.url.endswith("/draft/") and answer.ok):
        page.keyboard.type("資料を添付します。")
    page.close()

    other: Page = context_of("suzuki").new_page()  # a browser that has nothing of its own
    other.goto(f"/cases/{number}/")
    again = other.locator("#composer-reply textarea")
    expect(again).to_have_value("資料を添付します。")
    again.focus()
    other.keyboard.press("Control+Enter")
    expect(other.locator(".concerns")).to_contain_text("添付")
    assert axe_faults(other) == []
    other.locator("#composer-reply textarea").focus()
    other.keyboard.press("Control+Enter")
    expect(other.locator("#timeline")).to_contain_text("資料を添付します。")
    other.keyboard.press("Escape")
    other.keyboard.press("z")
    expect(other.locator("#composer-reply textarea")).to_have_value("資料を添付します。")
    other.locator("#composer-reply textarea").fill("")


def test_somebody_else_is_asked_beside_the_case(context_of: Any) -> None:
    page: Page = context_of("suzuki").new_page()
    open_first(page)
    page.keyboard.press("w")
    dialog = page.locator("#side")
    expect(dialog.locator("[name=to]")).to_be_focused()
    assert axe_faults(page) == []
    page.keyboard.type("warehouse@partner.example")
    dialog.locator("[name=text]").fill("在庫を教えてください。")
    dialog.locator("[name=text]").press("Control+Enter")
    expect(dialog).to_have_count(0)
    panel = page.locator("#side-panel")
    expect(panel).to_contain_text("在庫を教えてください。")
    expect(panel).to_contain_text("warehouse@partner.example")
    expect(page.locator("#timeline")).not_to_contain_text("在庫を教えてください。")
    panel.locator("summary").first.focus()
    panel.get_by_role("button", name="解決した").click()
    expect(panel).to_contain_text("完了")
