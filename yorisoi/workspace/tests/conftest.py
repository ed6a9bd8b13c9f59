"""A real Chromium before the real product, for the tests that need one."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page

from yorisoi.workspace.testing import Staff, client_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

type Visit = Callable[..., Page]


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


@pytest.fixture
def visit(page: Page, live_server: Any, transactional_db: None) -> Iterator[Visit]:
    """A function: open a path, as somebody or as a stranger; at the end the browser had no complaints."""
    cache.clear()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if "Content Security Policy" in line.text else None)

    def go(
        path: str, staff: Staff | None = None, language: str = "ja", theme: str = "light", width: int = 1440
    ) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        if staff is not None:
            session = client_of(staff).cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.goto(live_server.url + path)
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    yield go
    assert said == []


def axe_faults(page: Page) -> list[str]:
    """What axe finds on a page, one line each."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']][:3]}" for each in found]
