"""Known attack mails, opened on the case page in a real browser: nothing runs, nothing is asked for, all stays."""

import smtplib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Frame, Page, expect

from tests.browser.attacks.mails import SENDER, Attack, attacks, opening
from tests.browser.canary import Canary, listening
from tests.browser.conftest import Demo
from tools.services import wait_until

LEAST = 130
OPEN_ALL = """() => { for (const one of document.querySelectorAll(".entry__html > summary")) one.click(); }"""
RAN = "() => Boolean(window.pwned)"
# What the mails must not touch: the page around them.
AROUND = """() => {
    const box = (name) => JSON.stringify(document.querySelector(name)?.getBoundingClientRect() ?? null);
    return [document.title, location.href, document.body.className, getComputedStyle(document.body).backgroundColor,
        box(".rail"), box("#case"), box(".case__panels"), box(".composer__wrap"), document.activeElement?.id ?? "",
        document.querySelectorAll("script, link, base, meta, dialog[open]").length,
        document.querySelectorAll("#case").length,
        Object.keys(window).filter((name) => !/^\\d+$/.test(name)).length].map(String);
}"""


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with listening() as canary:
        yield canary


class Watch:
    """All that a browser context does that it should not: dialogs, windows, requests to others."""

    def __init__(self, context: BrowserContext, own: str) -> None:
        self.seen: list[str] = []
        self._own = own
        context.on("page", self._page)
        context.on("request", lambda request: self._asked(request.url))

    def _page(self, page: Page) -> None:
        page.on("dialog", self._dialog)
        page.on("popup", lambda popup: self.seen.append(f"window {popup.url}"))
        page.on("download", lambda download: self.seen.append(f"download {download.url}"))

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith((self._own, "data:image/", "about:blank")):
            self.seen.append(f"request {url[:200]}")


def send(demo: Demo, mails: list[bytes]) -> None:
    """Hand them to the company's LMTP door, in one session, and wait until each stands on a case."""
    before = on_cases(demo)
    with smtplib.LMTP("127.0.0.1", demo.lmtp, timeout=60) as door:
        for raw in mails:
            door.sendmail(SENDER, ["support@hinatabin.example"], raw)
    wait_until(lambda: on_cases(demo) == before + len(mails), 120)


def on_cases(demo: Demo) -> int:
    """How many messages of the company's cases came by mail."""
    with closing(sqlite3.connect(demo.folder / "data" / "yorisoi.sqlite3")) as database:
        (count,) = database.execute("SELECT count(*) FROM desk_message WHERE received_id IS NOT NULL").fetchone()
    return int(count)


def frames_of(page: Page) -> list[Frame]:
    """The mails' frames."""
    return [frame for frame in page.frames if frame.url.endswith("/html/")]


def open_case(page: Page, count: int) -> None:
    """Find the conversation and show all its messages."""
    page.goto("/inbox/?view=all")
    page.locator("[data-row]", has_text=SENDER).first.click()
    entries, earlier = page.locator(".entry"), page.locator("[data-keep-place]")
    expect(entries).to_have_count(20)
    for shown in (*range(40, count, 20), count):
        earlier.click()
        expect(entries).to_have_count(shown)


def test_attack_mails_do_nothing(context_of: Any, demo: Demo, canary: Canary) -> None:
    every: list[Attack] = list(attacks(canary.url))
    assert len({attack.name for attack in every}) == len(every) >= LEAST
    send(demo, [opening(), *(attack.raw for attack in every)])
    context = context_of("sato")
    watch = Watch(context, demo.url)
    page: Page = context.new_page()
    open_case(page, len(every) + 1)
    before = page.evaluate(AROUND)
    page.evaluate(OPEN_ALL)
    laid_out = sum(attack.laid_out for attack in every)
    expect(page.locator(".layout__page")).to_have_count(laid_out, timeout=180_000)
    wait_until(lambda: page.evaluate("1") == 1 and len(frames_of(page)) == laid_out, 60)
    for frame in frames_of(page):
        frame.wait_for_load_state("load")
        assert frame.locator("body").count() == 1
    ran = [frame.url for frame in page.frames if frame.evaluate(RAN)]
    changed = [pair for pair in zip(before, page.evaluate(AROUND), strict=True) if pair[0] != pair[1]]
    assert (ran, changed, watch.seen, canary.asked) == ([], [], [], [])
