"""Customers in a real browser: found while typing, addresses added and removed in place, axe."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from yorisoi.customers.actions import change_customer
from yorisoi.customers.models import Customer
from yorisoi.customers.public import CustomerValues, join_account
from yorisoi.workspace.testing import Staff, actor, client_of

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = (("ja", "light", 1440), ("en", "dark", 390))

type Visit = Callable[..., Page]


@pytest.fixture
def visit(page: Page, live_server: Any, transactional_db: None, suzuki: Staff) -> Iterator[Visit]:
    """A function: open a path as 鈴木; at the end the browser had no complaints."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if "Content Security Policy" in line.text else None)
    session = client_of(suzuki).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def go(path: str, language: str = "ja", theme: str = "light", width: int = 1440) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        page.goto(live_server.url + path)
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield go
    assert said == []


@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_pages_pass_axe(visit: Visit, yamada: Customer, suzuki: Staff, language: str, theme: str, width: int) -> None:
    values = CustomerValues("山田", "太郎", note="昼は不在", needs=("hearing",))
    change_customer(actor=actor(suzuki), customer_id=yamada.id, values=values)
    account = f"accounts/{join_account(actor=actor(suzuki), customer_id=yamada.id, name='山田家')}/"
    accounts = ("accounts/", "accounts/new/", account, f"{account}edit/", f"{account}members/?q=山田")
    for path in ("", "?q=nobody", "new/", f"{yamada.id}/", f"{yamada.id}/edit/", *accounts):
        found = Axe().run(visit(f"/customers/{path}", language, theme, width), options={"runOnly": TAGS}).response
        assert [(each["id"], each["nodes"][0]["target"]) for each in found["violations"]] == [], path


def test_found_by_kana_while_typing(visit: Visit, yamada: Customer) -> None:
    page = visit("/customers/")
    page.locator("#id_q").press_sequentially("やまだ")
    expect(page.locator("#results tbody tr")).to_have_count(1)
    page.get_by_role("link", name="山田 太郎").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("山田 太郎")


def test_an_address_is_added_and_removed_in_place(visit: Visit, yamada: Customer) -> None:
    page = visit(f"/customers/{yamada.id}/")
    page.get_by_role("button", name="連絡先を追加する").click()
    page.locator("#identities select[name=kind]").select_option("email")
    page.locator("#identities input[name=address]").fill("yamada@")
    page.locator("#identities form button[type=submit]").click()
    expect(page.locator("#identities .field__error")).to_be_visible()
    page.locator("#identities input[name=address]").fill("taro@example.com")
    page.locator("#identities form button[type=submit]").click()
    expect(page.locator("#identities li")).to_have_count(2)
    page.get_by_role("button", name="taro@example.com を削除する").click()
    page.locator("dialog[open] button.btn--primary, dialog[open] button.btn--danger").first.click()
    expect(page.locator("#identities li")).to_have_count(1)


def test_a_school_is_put_under_its_board_by_keyboard(visit: Visit, yamada: Customer, suzuki: Staff) -> None:
    board = join_account(actor=actor(suzuki), customer_id=yamada.id, name="桜市教育委員会", kind="board")
    page = visit(f"/customers/accounts/{board}/")
    page.keyboard.press("c")
    expect(page.locator("#id_parent")).to_have_value("桜市教育委員会")
    page.locator("#id_name").fill("みどり小学校")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("みどり小学校")
    page.keyboard.press("p")
    page.locator("#id_q").press_sequentially("やまだ")
    page.get_by_label("山田 太郎 を取引先に加える").click()
    expect(page.get_by_role("link", name="山田 太郎")).to_be_visible()
    page.get_by_role("link", name="桜市教育委員会").click()
    expect(page.get_by_role("link", name="みどり小学校")).to_be_visible()


def test_boxes_are_filled_in_place(visit: Visit, yamada: Customer) -> None:
    page = visit(f"/customers/{yamada.id}/")
    page.get_by_role("button", name="配慮事項を追加する").click()
    page.locator("#needs select[name=kind]").select_option("hearing")
    page.locator("#needs input[name=note]").fill("右から話す")
    page.locator("#needs form button[type=submit]").click()
    expect(page.locator("#needs li")).to_contain_text("右から話す")
    page.get_by_role("button", name="同意を追加する").click()
    page.locator("#consents input[name=purpose]").fill("お知らせ")
    page.locator("#consents form button[type=submit]").click()
    expect(page.locator("#consents li")).to_contain_text("お知らせ")
    page.get_by_role("button", name="契約を追加する").click()
    page.locator("#contracts input[name=product]").fill("野菜便")
    page.locator("#contracts input[name=starts_on]").fill("令和8年4月1日")
    page.locator("#contracts form button[type=submit]").click()
    expect(page.locator("#contracts li")).to_contain_text("2026年4月1日")
