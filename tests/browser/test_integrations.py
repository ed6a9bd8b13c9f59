"""API tokens, webhooks and the API's description in a real browser: both languages, light and dark, axe clean."""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, axe_faults

TOKEN = re.compile(r"yrs_[A-Za-z0-9]{8}_[A-Za-z0-9]{40}")


def _cases(demo: Demo, token: str) -> int:
    return httpx.get(f"{demo.url}/api/v1/cases", headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_token_is_made_used_and_revoked(context_of: Any, demo: Demo) -> None:
    page: Page = context_of("sato").new_page()
    page.goto("/settings/api/")
    page.keyboard.press("c")
    page.wait_for_url("**/settings/api/new/")
    page.get_by_label("名前").fill("受注システム")
    page.get_by_label("案件の閲覧", exact=True).check()
    page.locator("select[name^=brand_]").first.select_option("operator")
    page.get_by_role("button", name="作成する").click()
    text = page.get_by_label("受注システム").input_value()
    assert TOKEN.fullmatch(text)
    assert axe_faults(page) == []
    assert _cases(demo, text) == 200
    page.get_by_role("link", name="コピーしました").click()
    row = page.get_by_role("row").filter(has_text="受注システム")
    expect(row).to_contain_text(text[:12])
    row.get_by_role("button", name="失効させる").click()
    page.locator("[data-confirm-yes]").click()
    expect(page.get_by_role("row").filter(has_text="受注システム")).to_contain_text("失効")
    assert _cases(demo, text) == 401


def test_an_endpoint_is_added_and_tested(context_of: Any) -> None:
    page: Page = context_of("sato").new_page()
    page.goto("/settings/webhooks/new/")
    page.get_by_label("アドレス（URL）").fill("https://shop.invalid/hooks")
    page.get_by_label("案件が完了した").check()
    page.get_by_role("button", name="追加する", exact=True).click()
    assert page.locator("#id_secret").input_value().startswith("whsec_")
    assert axe_faults(page) == []
    page.get_by_role("link", name="コピーしました").click()
    page.get_by_role("button", name="テストを送る").click()
    row = page.get_by_role("row").filter(has_text="msg_")

    def answered() -> None:
        page.reload()
        expect(row).to_contain_text("ホスト名が見つかりません", timeout=2_000)

    for _each in range(15):
        try:
            answered()
            break
        except AssertionError:
            continue
    expect(row).to_contain_text("ホスト名が見つかりません")
    assert axe_faults(page) == []


@pytest.mark.parametrize(("language", "scheme", "width"), [("ja-JP", "light", 1440), ("en-US", "dark", 390)])
def test_every_page_is_clean(context_of: Any, language: str, scheme: str, width: int, tmp_path: Any) -> None:
    context = context_of("sato", locale=language, color_scheme=scheme, viewport={"width": width, "height": 900})
    page: Page = context.new_page()
    for name in ("settings/api/", "settings/api/new/", "settings/webhooks/", "settings/webhooks/new/", "api/v1/docs"):
        answered = page.goto(f"/{name}")
        assert answered is not None
        assert answered.status == 200, name
        assert axe_faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.screenshot(path=tmp_path / f"{name.strip('/').replace('/', '-')}.png", full_page=True)


def test_the_description_opens_without_signing_in(browser: Any, demo: Demo) -> None:
    context = browser.new_context(locale="ja-JP", base_url=demo.url)
    page: Page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto("/api/v1/docs")
    page.locator("summary", has_text="/api/v1/cases/{number}/replies").click()
    expect(page.get_by_text("messages:write").first).to_be_visible()
    assert axe_faults(page) == []
    assert faults == []
    context.close()
