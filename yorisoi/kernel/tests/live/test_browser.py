"""live.js in a real Chromium: one connection for all tabs, the fallbacks, and what happens when the server goes."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django_htmx
import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from yorisoi.kernel import live
from yorisoi.kernel.live.hub import hub
from yorisoi.kernel.tests.live.conftest import Server, StartServer

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt install chromium)"),
]

TOPIC = "case:0198c0de-0000-7000-8000-00000000abcd"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'"
PAGE = f"""<!doctype html><html lang="en"><head>
<meta name="htmx-config" content='{{"includeIndicatorStyles": false, "allowEval": false}}'>
<script src="/static/django_htmx/htmx-2.min.js" defer></script>
<script src="/static/live/live.js" type="module"></script></head>
<body><p id="part" hx-get="/part" hx-trigger="live:{TOPIC} from:body">as drawn</p></body></html>"""
NO_SHARED_WORKER = "delete window.SharedWorker"
NO_STREAM = """
delete window.SharedWorker;
window.EventSource = class extends EventTarget {
  static CLOSED = 2; readyState = 2;
  constructor() { super(); setTimeout(() => this.dispatchEvent(new Event("error"))); }
  close() {}
}"""


class Site:
    """A page that waits for one topic; /part counts how often it was pulled."""

    def __init__(self) -> None:
        self.pulls = 0
        self.happens_while_drawing = False

    def page(self, _request: Request) -> Response:
        if self.happens_while_drawing:
            live.notify(TOPIC, "early")
        return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY})

    async def part(self, _request: Request) -> Response:
        self.pulls += 1
        return PlainTextResponse(f"pulled {self.pulls}")

    def routes(self) -> list[BaseRoute]:
        here = Path(live.__file__).parent / "static"
        theirs = Path(django_htmx.__file__).parent / "static"
        return [
            Route("/page", self.page),
            Route("/part", self.part),
            Mount("/static/live", StaticFiles(directory=here / "live")),
            Mount("/static", StaticFiles(directory=theirs)),
        ]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def server(site: Site, start_server: StartServer) -> Server:
    return start_server(site.routes())


@pytest.fixture
def sato(django_user_model: Any, server: Server, grants: dict[str, set[str]]) -> Client:
    user = django_user_model.objects.create_user(email="sato@example.jp", password="-")
    grants[str(user.pk)] = {TOPIC}
    client = Client()
    client.force_login(user)
    return client


type Window = Callable[..., BrowserContext]


@pytest.fixture
def window(browser: Browser, server: Server, sato: Client) -> Iterator[Window]:
    """A browser in which 佐藤 is signed in."""
    contexts: list[BrowserContext] = []

    def open_window(script: str = "") -> BrowserContext:
        contexts.append(browser.new_context(base_url=server.address))
        name = settings.SESSION_COOKIE_NAME
        contexts[-1].add_cookies([{"name": name, "value": sato.cookies[name].value, "url": server.address}])
        if script:
            contexts[-1].add_init_script(script)
        return contexts[-1]

    yield open_window
    for context in contexts:
        context.close()


def visit(context: BrowserContext) -> Page:
    """A tab that is connected."""
    page = context.new_page()
    page.goto("/page")
    expect(page.locator("body")).to_have_attribute("data-live", "on")
    return page


def test_twelve_tabs_have_one_connection_and_all_of_them_pull(window: Window, site: Site) -> None:
    context = window()
    tabs = [visit(context) for _ in range(12)]
    assert len(hub.subscribers) == 1
    live.notify(TOPIC, "1")
    for tab in tabs:
        expect(tab.locator("#part")).to_contain_text("pulled")
    assert site.pulls == 12


@pytest.mark.parametrize("script", ["", NO_SHARED_WORKER, NO_STREAM], ids=["shared", "alone", "polling"])
def test_each_way_pulls(window: Window, script: str) -> None:
    page = visit(window(script))
    live.notify(TOPIC, "1")
    expect(page.locator("#part")).to_have_text("pulled 1", timeout=15_000)


@pytest.mark.parametrize("script", ["", NO_SHARED_WORKER], ids=["shared", "alone"])
def test_what_happens_between_drawing_and_listening_is_heard(window: Window, site: Site, script: str) -> None:
    site.happens_while_drawing = True
    page = visit(window(script))
    expect(page.locator("#part")).to_contain_text("pulled")


def test_a_second_tab_hears_what_happened_while_it_was_drawn(window: Window, site: Site) -> None:
    context = window()
    visit(context)
    site.happens_while_drawing = True
    expect(visit(context).locator("#part")).to_contain_text("pulled")


def test_a_server_that_goes_is_seen_and_when_it_is_back_the_page_pulls(
    window: Window, site: Site, server: Server, start_server: StartServer
) -> None:
    page = visit(window())
    server.stop()
    expect(page.locator("body")).to_have_attribute("data-live", "off")
    start_server(site.routes(), server.port)
    expect(page.locator("body")).to_have_attribute("data-live", "on", timeout=20_000)
    expect(page.locator("#part")).to_have_text("pulled 1")


def test_signing_out_ends_it(window: Window, sato: Client) -> None:
    page = visit(window())
    sato.logout()
    expect(page.locator("body")).to_have_attribute("data-live", "off")
    assert not hub.subscribers
