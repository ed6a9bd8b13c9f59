"""A mail's page by itself: readable for everybody, and harmless even if the sanitiser let everything through."""

import smtplib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.attacks.mails import html_attacks
from tests.browser.canary import Canary, listening
from tests.browser.conftest import Demo, axe_faults
from tests.browser.test_attacks import RAN, Watch, on_cases
from tools.services import wait_until

SUBJECT = "お見積りの件(書式つき)"
SENDER = "layout@attack.example"
LETTER = (
    "<h1>お見積り</h1><p>山田様</p><table><tr><th>品名</th><th>金額</th></tr><tr><td>箱</td><td>100円</td></tr></table>"
    '<p><a href="https://shop.example/">商品のページ</a></p><img src="https://track.example/x.gif" alt="店の印">'
)
SECONDS = 20
# A connection opened ahead of a request is no request: the policy has no word for it, so the sanitiser alone holds it.
AHEAD = b"(a connection without a word)"


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with listening() as canary:
        yield canary


@pytest.fixture
def frame(demo: Demo) -> str:
    """The address of the page of a mail with HTML, which stands on a case of its own."""
    found = _address(demo)
    if found:
        return found
    before = on_cases(demo)
    raw = (
        f"From: {SENDER}\r\nTo: support@hinatabin.example\r\nSubject: {SUBJECT}\r\nMessage-ID: <{SENDER}>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{LETTER}\r\n"
    )
    with smtplib.LMTP("127.0.0.1", demo.lmtp, timeout=60) as door:
        door.sendmail(SENDER, ["support@hinatabin.example"], raw.encode())
    wait_until(lambda: on_cases(demo) == before + 1, 120)
    return _address(demo)


def _address(demo: Demo) -> str:
    with closing(_database(demo)) as database:
        row = database.execute("SELECT id FROM desk_message WHERE author_address = ?", (SENDER,)).fetchone()
    return f"/messages/{UUID(row[0])}/html/" if row else ""


def _database(demo: Demo) -> sqlite3.Connection:
    return sqlite3.connect(demo.folder / "data" / "yorisoi.sqlite3", timeout=30)


def _let_through(demo: Demo, html: str) -> None:
    """As if the sanitiser had taken this for harmless."""
    with closing(_database(demo)) as database, database:
        database.execute("UPDATE channels_reading SET html = ? WHERE from_address = ?", (html, SENDER))


def _come(page: Page) -> bool:
    """Has the page come as far as it will? Asked from here: a page without scripts cannot wait for itself."""
    return bool(page.evaluate("document.readyState") == "complete")


def test_the_policy_alone_holds_without_the_sanitiser(context_of: Any, demo: Demo, canary: Canary, frame: str) -> None:
    every = html_attacks(canary.url)
    context = context_of("sato")
    watch = Watch(context, demo.url)
    page: Page = context.new_page()
    ran = []
    for number, (name, html) in enumerate(every.items()):
        _let_through(demo, f'<p id="here">{number}</p>{html}')
        page.goto(f"{frame}?attack={number}", wait_until="commit", timeout=SECONDS * 1000)
        wait_until(lambda: _come(page), SECONDS)
        assert str(number) in page.content(), name
        if page.evaluate(RAN):
            ran.append(name)
    _let_through(demo, LETTER)
    asked = [each for each in canary.asked if each != AHEAD]
    assert (ran, [each for each in watch.seen if not each.startswith("request")], asked) == ([], [], [])


def test_a_mails_page_can_be_read_by_everybody(context_of: Any, frame: str) -> None:
    context = context_of("sato")
    html = context.request.get(frame).text()
    page: Page = context.new_page()
    page.set_content(html)  # without its policy, so that axe may run
    found = Axe().run(
        page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
    )
    assert [each["id"] for each in found.response["violations"]] == []
    assert page.evaluate("[document.documentElement.lang, document.title]") == ["ja", SUBJECT]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_case_with_its_frame_open_is_clean_for_axe(context_of: Any, demo: Demo, frame: str, scheme: str) -> None:
    page: Page = context_of("sato", color_scheme=scheme).new_page()
    page.goto("/inbox/?view=all")
    page.locator("[data-row]", has_text=SUBJECT).first.click()
    page.locator(".entry__html > summary").first.click()
    expect(page.locator(".layout__page")).to_have_count(1)
    expect(page.locator("[aria-busy=true]:visible, .skeleton:visible")).to_have_count(0)
    assert axe_faults(page) == []
