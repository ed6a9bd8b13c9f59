"""A mailbox's page with consent and signature, and the page for leaving campaigns, in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from yorisoi.channels import public
from yorisoi.channels.email import actions
from yorisoi.channels.email.signing_key import state_of
from yorisoi.channels.email.tests.test_oauth import signed_in
from yorisoi.channels.email.tests.tokens import Tokens
from yorisoi.channels.models import Mailbox
from yorisoi.channels.tokens import unsubscribe_token
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.testing import Brand, Staff, client_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = (("ja", "light", 1440), ("en", "dark", 390))
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt install chromium)"),
]

type Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def base_url() -> None:
    """None; the plug-in's own fixture is of a kind that pytest 9 warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture
def visit(page: Page, live_server: Any, transactional_db: None) -> Iterator[Visit]:
    """A function: open a path, as somebody or as a stranger; at the end the browser had no complaints."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if "Content Security Policy" in line.text else None)

    def go(path: str, staff: Staff | None, language: str = "ja", theme: str = "light", width: int = 1440) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        cookies = [{"name": "django_language", "value": language, "url": live_server.url}]
        if staff is not None:
            session = client_of(staff).cookies["sessionid"].value
            cookies.append({"name": "sessionid", "value": session, "url": live_server.url})
        page.context.add_cookies(cookies)  # type: ignore[arg-type]
        page.goto(live_server.url + path)
        return page

    yield go
    assert said == []


def campaign(mailbox: Mailbox) -> str:
    outbound_id = public.send(
        brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=["yamada@example.com"], subject="秋の新商品",
        text="新商品です。", unsubscribable=True,
    )  # fmt: skip
    return f"/unsubscribe/{unsubscribe_token(outbound_id)}/"


@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_pages_pass_axe(
    visit: Visit, brand: Brand, tokens: Tokens, sato: Staff, language: str, theme: str, width: int
) -> None:
    mailbox = signed_in(brand, tokens)
    actions.make_signing_key(actor=SYSTEM, mailbox_id=mailbox.pk)
    for path, staff in ((f"/settings/mailboxes/{mailbox.pk}/", sato), (campaign(mailbox), None)):
        shown = visit(path, staff, language, theme, width)
        found = Axe().run(shown, options={"runOnly": TAGS}).response
        assert [(each["id"], each["nodes"][0]["target"]) for each in found["violations"]] == [], path
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_signing_begins_and_ends_by_buttons(visit: Visit, mailbox: Mailbox, sato: Staff) -> None:
    page = visit(f"/settings/mailboxes/{mailbox.pk}/", sato)
    page.get_by_role("button", name="鍵を作る").click()
    page.get_by_role("button", name="署名を始める").click()
    expect(page.get_by_text("送信するメールに署名しています")).to_be_visible()
    page.get_by_role("button", name="署名をやめる").click()
    expect(page.get_by_text("まだ署名していません")).to_be_visible()
    mailbox.refresh_from_db()
    key = state_of(mailbox)
    assert key is not None
    assert not key.on


def test_campaigns_are_left_by_one_press_without_a_script(visit: Visit, mailbox: Mailbox) -> None:
    page = visit(campaign(mailbox), None)
    page.get_by_role("button", name="配信を停止する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("配信を停止しました")
    assert public.unsubscribed(mailbox.brand_id, ["yamada@example.com"])
