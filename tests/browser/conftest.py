"""A real server with a small demo company, and a real Chromium."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.canary import NAME
from tools.services import free_port, wait_until

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "hinata-demo-2026"
CASES = 50
expect.set_options(timeout=30_000)  # a busy machine is no fault of the page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser; without one it is left out, and said."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (apt install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, quiet on a closed network."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    flags += ["--disable-sync", "--disable-quic", "--no-first-run", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@dataclass(frozen=True)
class Demo:
    """The running demo."""

    url: str
    folder: Path
    lmtp: int


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`yorisoi demo` as a process of its own, with data of its own."""
    folder, port, lmtp = tmp_path_factory.mktemp("demo"), free_port(), free_port()
    url = f"http://localhost:{port}"
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("YORISOI_", "DATABASE_URL", "REDIS"))
    }
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "yorisoi.config.cli", "demo", "--port", str(port), "--cases", str(CASES)],
            cwd=ROOT,
            env={**kept, "YORISOI_DATA_DIR": str(folder / "data"), "YORISOI_LMTP_LISTEN": f"127.0.0.1:{lmtp}"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(lambda: process.poll() is not None or httpx.get(f"{url}/accounts/login/").status_code > 0, 300)
            assert process.poll() is None, (folder / "server.log").read_text()
            yield Demo(url, folder, lmtp)
        finally:
            process.terminate()
            process.wait(20)


def sign_in(page: Page, demo: Demo, login: str) -> None:
    """Through the sign-in page, as a person does."""
    page.goto(f"{demo.url}/accounts/login/")
    page.locator("input[name=login]").fill(f"{login}@hinata.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


@pytest.fixture(scope="session")
def signed_in(browser: Browser, demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sign-in state of some of the demo's people, so that each test need not sign in anew."""
    states = {}
    for login in ("sato", "suzuki", "tanaka"):
        context = browser.new_context(locale="ja-JP")
        sign_in(context.new_page(), demo, login)
        states[login] = tmp_path_factory.mktemp("states") / f"{login}.json"
        context.storage_state(path=states[login])
        context.close()
    return states


@pytest.fixture
def context_of(browser: Browser, signed_in: dict[str, Path], demo: Demo) -> Iterator[Any]:
    """A function: a browser context in which this person is signed in; closed at the end."""
    opened: list[BrowserContext] = []

    def make(login: str, **options: Any) -> BrowserContext:
        options = {"locale": "ja-JP", "viewport": {"width": 1440, "height": 900}, **options}
        context = browser.new_context(storage_state=signed_in[login], base_url=demo.url, **options)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


STILL = """() => document.getAnimations().every(
    (each) => each.playState !== "running" || each.effect.getComputedTiming().endTime === Infinity)"""


def axe_faults(page: Page) -> list[str]:
    """What axe finds on the page at WCAG 2.2 AA and by its own best practices, one line each.

    Once nothing fades in any more: colours half-way are nobody's.
    """
    page.wait_for_function(STILL)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']][:3]}"
        for each in found.response["violations"]
    ]
