"""Two people at one case, each in a browser of their own: the customer gets one answer."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, axe_faults
from tools.services import wait_until

SEND_AT = """moment => new Promise((resolve) => setTimeout(() => {
  document.querySelector("#composer-reply-form").requestSubmit(); resolve();
}, moment - Date.now()))"""


def open_same(context_of: Any, place: int) -> tuple[Page, Page, str]:
    """Two operators with the same new case open; its number."""
    first: Page = context_of("suzuki").new_page()
    first.goto("/inbox/?view=unassigned")
    row = first.locator("#rows > [data-row]").nth(place)
    number = row.inner_text().split("#")[1].split()[0]
    first.goto(f"/cases/{number}/")
    second: Page = context_of("sato").new_page()
    second.goto(f"/cases/{number}/")
    for page in (first, second):
        expect(page.locator("html")).to_have_attribute("data-ready", "yes")
    return first, second, number


def mails_with(demo: Demo, text: str) -> int:
    return httpx.get(f"{demo.url}/demo/mail/").text.count(text)


@pytest.mark.parametrize("leases", [True, False], ids=["with-leases", "leases-lost"])
def test_two_browsers_race_and_one_answer_goes_out(context_of: Any, demo: Demo, leases: bool) -> None:
    first, second, number = open_same(context_of, 0 if leases else 1)
    mark = f"競争{'あり' if leases else 'なし'}"
    texts = {first: f"{mark}：鈴木よりご案内します。", second: f"{mark}：佐藤よりご案内します。"}
    for page, text in texts.items():
        if not leases:  # the words that somebody writes never arrive: only the check at sending is left
            page.route("**/lease/", lambda route: route.abort())
        page.keyboard.press("r")
        page.locator("#composer-reply textarea").press_sequentially(text)
    moment = first.evaluate("Date.now()") + 1500
    sent = [page.evaluate_handle(f"moment => {{ ({SEND_AT})(moment); }}", moment) for page in texts]
    assert len(sent) == 2

    winners = [page for page in texts if _settled(page, texts[page])]
    assert len(winners) == 1
    loser = next(page for page in texts if page not in winners)
    won = texts[winners[0]]
    reply = loser.locator("#composer-reply textarea")
    expect(reply).to_have_value(texts[loser])
    warning = loser.locator(".composer__warnings")
    if won not in warning.inner_text():  # refused because the other was writing: sending again shows what came
        loser.locator("#composer-reply-form").evaluate("form => form.requestSubmit()")
    expect(warning).to_contain_text(won)
    expect(reply).to_have_value(texts[loser])
    expect(loser.locator("#timeline")).to_contain_text(won)
    assert axe_faults(loser) == []

    wait_until(lambda: mails_with(demo, won[:12]) > 0, 90)
    assert mails_with(demo, texts[loser][:12]) == 0
    fresh: Page = context_of("sato").new_page()
    fresh.goto(f"/cases/{number}/")
    answers = fresh.locator("#timeline .entry--out", has_text=mark)
    expect(answers).to_have_count(1)


def _settled(page: Page, text: str) -> bool:
    """Wait until the send was answered; whether it went out (the composer is empty then)."""
    page.wait_for_function(
        """() => { const field = document.querySelector("#composer-reply textarea");
        return field.value === "" || document.querySelector(".composer__warnings") !== null; }"""
    )
    return page.locator("#composer-reply textarea").input_value() == ""


def test_the_other_sees_who_looks_who_writes_and_can_take_over(context_of: Any) -> None:
    first, second, _number = open_same(context_of, 2)
    expect(second.locator("#case-presence")).to_contain_text("鈴木")
    expect(first.locator("#case-presence")).to_contain_text("佐藤")
    first.keyboard.press("r")
    first.locator("#composer-reply textarea").press_sequentially("書き始めました")
    expect(second.locator("#case-presence")).to_contain_text("返信を書いています")
    second.locator("#composer-reply textarea").fill("こちらから返します")
    second.keyboard.press("Control+Enter")
    expect(second.locator(".composer__warnings")).to_contain_text("鈴木")
    expect(second.locator("#composer-reply textarea")).to_have_value("こちらから返します")
    second.locator("#case-presence button").click()
    expect(second.locator("#timeline")).to_contain_text("引き継ぎました")
    expect(first.locator("#case-presence")).to_contain_text("佐藤")
    expect(first.locator("#composer-reply textarea")).to_have_value("書き始めました")


def test_the_list_shows_who_looks_at_a_case_now(context_of: Any) -> None:
    watching: Page = context_of("sato").new_page()
    watching.goto("/inbox/?view=unassigned")
    row = watching.locator("#rows > [data-row]").nth(1)
    number = row.inner_text().split("#")[1].split()[0]
    looking: Page = context_of("suzuki").new_page()
    looking.goto(f"/cases/{number}/")
    expect(row.locator(".row__end")).to_contain_text("鈴")
    looking.goto("/settings/")
    expect(row.locator(".row__end .avatar")).to_have_count(0)
