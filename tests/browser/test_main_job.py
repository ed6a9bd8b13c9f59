"""The main job, as a newcomer does it: three answers by keyboard, the customer writes back, the case is closed."""

import os
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, axe_faults, sign_in
from tools.services import wait_until

SHOTS = os.environ.get("YORISOI_SCREENSHOTS")  # a folder: the README's pictures are taken there


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page for the README, when one was asked for."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png")


def open_next(page: Page) -> str:
    """Go to the next row and open it, by keyboard; the case's number."""
    before = page.url
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(lambda url: "case=" in url and url != before)
    number = page.url.split("case=")[1].split("&")[0]
    expect(page.locator("#case")).to_contain_text(f"#{number}")
    return number


def answer(page: Page, text: str) -> None:
    """Reply by keyboard and see it stand on the case."""
    page.keyboard.press("r")
    expect(page.locator("#composer-reply textarea")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text(text)
    page.keyboard.press("Escape")


def arrived(demo: Demo, text: str) -> str:
    """The address of the mail with this text in the customers' mailbox, once it is there."""
    found: list[str] = []

    def look() -> bool:
        for line in httpx.get(f"{demo.url}/demo/mail/").text.split("<li"):
            if text in line:
                found.append(line.split('href="')[1].split('"')[0])
        return bool(found)

    wait_until(look, 60)
    return demo.url + found[0]


def test_operator_answers_by_keyboard_and_the_customer_writes_back(context_of: Any, demo: Demo) -> None:
    page: Page = context_of("suzuki").new_page()
    page.goto("/inbox/?view=unassigned")
    shoot(page, "inbox-empty-ja")
    texts = [f"お待たせしました。{word}に確認してご連絡いたします。" for word in ("倉庫", "担当者", "配送会社")]
    numbers = []
    for text in texts:
        numbers.append(open_next(page))
        answer(page, text)
    shoot(page, "inbox-ja")
    assert len(set(numbers)) == 3

    address = arrived(demo, texts[2])
    for text in texts[:2]:
        arrived(demo, text)

    customer = context_of("suzuki").new_page()
    customer.goto(address)
    shoot(customer, "mailbox-ja")
    customer.locator("textarea").fill("早速ありがとうございます。木曜日の午前にお願いします。")
    customer.locator("button[type=submit]").last.click()
    expect(customer).to_have_url(f"{demo.url}/demo/mail/")

    # Live: the operator's page shows the answer on the same case without being touched.
    expect(page.locator("#case")).to_contain_text(f"#{numbers[2]}")
    expect(page.locator("#timeline")).to_contain_text("木曜日の午前にお願いします。", timeout=60_000)
    shoot(page, "case-ja")

    close_with_record(page)
    expect(page.locator("#case")).to_contain_text("完了")


def close_with_record(page: Page) -> None:
    """The record in its panel, then E."""
    page.locator("#record-panel summary").click()
    record = page.locator("#record-panel")
    record.get_by_label("用件").fill("荷物が届かない")
    record.get_by_label("対応内容").fill("配送状況を確認し、お届け予定日を案内")
    record.get_by_label("結果").fill("解決")
    record.get_by_label("結果").press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("応対記録")
    page.locator("#case h1, #case h2").first.click()
    page.keyboard.press("e")


def test_person_of_another_brand_sees_nothing_of_it(context_of: Any, demo: Demo) -> None:
    page: Page = context_of("tanaka").new_page()
    page.goto("/inbox/?view=all")
    expect(page.locator("body")).to_contain_text("学校・団体")
    expect(page.locator("body")).not_to_contain_text("ご契約・お支払い")
    other: Page = context_of("sato").new_page()
    other.goto("/inbox/?view=all")
    number = other.locator("[data-row]", has_text="便").first.inner_text().split("#")[1].split()[0]
    answer = page.goto(f"/cases/{number}/")
    assert answer is not None
    assert answer.status == 404


def test_wrong_password_is_refused_without_saying_more(browser: Any, demo: Demo) -> None:
    page = browser.new_page(locale="ja-JP")
    said = []
    for email in ("suzuki@hinata.example", "nobody@hinata.example"):
        page.goto(f"{demo.url}/accounts/login/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill("wrong-password")
        page.locator("input[name=password]").press("Enter")
        error = page.get_by_role("alert").first
        expect(error).to_be_visible()
        said.append(error.inner_text())
    assert said[0] == said[1]
    page.close()


PAGES = [
    "/inbox/?view=all",
    "/customers/",
    "/search/?q=ログイン",
    "/settings/",
    "/settings/jobs/",
    "/settings/health/",
    "/settings/queues/",
    "/settings/topics/",
    "/settings/tags/",
    "/settings/mailboxes/",
    "/settings/staff/",
    "/demo/mail/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_clean_for_axe(context_of: Any, path: str, scheme: str) -> None:
    page: Page = context_of("sato", color_scheme=scheme).new_page()
    page.goto(path)
    expect(page.locator("[aria-busy=true]:visible, .skeleton:visible")).to_have_count(0)
    assert axe_faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_case_is_clean_for_axe(context_of: Any, scheme: str) -> None:
    page: Page = context_of("sato", color_scheme=scheme).new_page()
    page.goto("/inbox/?view=all")
    open_next(page)
    expect(page.locator("[aria-busy=true]:visible, .skeleton:visible")).to_have_count(0)
    assert axe_faults(page) == []


@pytest.mark.parametrize("width", [320, 390, 1024])
def test_pages_fit_narrow_screens(context_of: Any, width: int) -> None:
    page: Page = context_of("sato", viewport={"width": width, "height": 800}).new_page()
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_keys_rest_while_an_ime_composes(context_of: Any) -> None:
    page: Page = context_of("suzuki").new_page()
    page.goto("/inbox/?view=all")
    number = open_next(page)
    expect(page.locator("#case")).to_contain_text(f"#{number}")
    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent("keydown",
            {key: "e", code: "KeyE", bubbles: true, isComposing: true}))"""
    )
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_english_person_reads_english(browser: Any, demo: Demo) -> None:
    context = browser.new_context(locale="en-US", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, demo, "mori")
    page.goto(f"{demo.url}/settings/me/")
    page.locator("select[name=language]").select_option("en")
    page.locator("main form").filter(has=page.locator("select[name=language]")).locator("[type=submit]").first.click()
    page.goto(f"{demo.url}/inbox/?view=all")
    expect(page.locator("body")).to_contain_text("Inbox")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**case=*")
    expect(page.locator("[aria-busy=true]:visible, .skeleton:visible")).to_have_count(0)
    shoot(page, "case-en")
    context.close()
