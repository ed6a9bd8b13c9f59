"""A small server with only the design system in it, and a real Chromium."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from unittest import mock
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Page

from yorisoi.kernel import slots
from yorisoi.kernel.tests.ui import site as small

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a page need the browser; without one they are left out, and said."""
    for item in items:
        if Path(__file__).parent in item.path.parents and item.path.name.startswith("test_browser"):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (apt install chromium)"))


@pytest.fixture(scope="session")
def base_url() -> None:
    """None; the plug-in's own fixture is of a kind that pytest 9 warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test says what failed."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a server that answers /ui/… under the product's own security policy."""
    kept = ("csp", "csrf", "static")
    middleware = [name for name in settings.MIDDLEWARE if any(part in name.lower() for part in kept)]
    middleware += ["django.middleware.locale.LocaleMiddleware", f"{small.__name__}.acting_middleware"]
    storages = {**settings.STORAGES, "staticfiles": STATIC}
    offered = {"nav": small.NAV, "topbar": [], "user.menu": []}
    changed = {"MIDDLEWARE": middleware, "STORAGES": storages, "ROOT_URLCONF": small.__name__}
    with mock.patch.dict(slots._items, offered), override_settings(**changed, DEMO=True, ALLOWED_HOSTS=["*"]):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), _Server, _Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser complains about while the test runs: refused by the policy, failed scripts."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    return said


@pytest.fixture
def visit(page: Page, site: str, faults: list[str]) -> Iterator[Callable[..., Page]]:
    """A function: open a path in a language and theme, ready to be used; at the end the browser had no complaints."""

    def go(path: str = "/ui/components/inbox/", language: str = "ja", theme: str = "light", width: int = 1440) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
        page.goto(site + path)
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield go
    assert faults == []


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """A function: what axe finds on a page at WCAG 2.2 AA and its best practices, one line each."""

    def run(page: Page) -> list[str]:
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
        return [
            f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']][:4]}"
            for each in found.response["violations"]
        ]

    return run
