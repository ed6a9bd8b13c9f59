"""The demo's web forms in a real browser: with and without script, in a frame on another site, by keyboard, axe."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Frame, Page, expect

from .conftest import Demo, axe_faults

FORM = "/forms/hinatabin/"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 2000
VIEWS = (("ja", "light", 1440), ("ja", "dark", 390), ("en", "light", 390), ("en", "dark", 1440))

type Opened = Callable[..., tuple[BrowserContext, Page, list[str]]]


@pytest.fixture
def opened(browser: Browser, demo: Demo) -> Iterator[Opened]:
    """A function: a context of a customer, a page of it, and what the server tried to set or the browser refused."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> tuple[BrowserContext, Page, list[str]]:
        options = {"locale": "ja-JP", "viewport": {"width": 1440, "height": 900}, **options}
        context = browser.new_context(base_url=demo.url, **options)
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("response", lambda answer: said.append(answer.url) if "set-cookie" in answer.headers else None)
        page.on("console", lambda line: said.append(line.text) if "Content Security" in line.text else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        return context, page, said

    yield make
    for context in contexts:
        context.close()


def fill(page: Page | Frame) -> None:
    """Everything that is needed, rightly; the last field takes as long as a person does."""
    page.locator("#q-name").fill("山田 太郎")
    page.locator("#q-email").fill("yamada@example.com")
    page.locator("#q-choice").check()
    page.locator("#q-body").press_sequentially("荷物が届きません。" * 4, delay=100)


def primary(page: Page | Frame) -> Any:
    """The button that goes on."""
    return page.locator(".portal__actions .btn--primary")


@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_every_page_passes_axe_and_the_number_comes_by_itself(
    opened: Opened, language: str, theme: str, width: int
) -> None:
    context, page, said = opened(color_scheme=theme, viewport={"width": width, "height": 900})
    page.goto(f"{FORM}?lang={language}")
    assert axe_faults(page) == []
    primary(page).click()
    expect(page.locator(".problems")).to_be_focused()
    assert axe_faults(page) == []
    fill(page)
    primary(page).click()
    expect(page.locator(".answers")).to_be_visible()
    assert axe_faults(page) == []
    primary(page).click()
    expect(page.locator("[data-number-words]")).to_have_text({"ja": "受付番号", "en": "Your number"}[language])
    assert axe_faults(page) == []
    page.goto(f"{FORM}?lang={language}&view=large")
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert (said, context.cookies()) == ([], [])


def test_it_works_without_script_and_keeps_the_chosen_file(opened: Opened) -> None:
    context, page, said = opened(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto(FORM)
    fill(page)
    page.locator("#q-email").fill("yamada＠")
    page.locator("#q-file").set_input_files(FilePayload(name="箱の写真.png", mimeType="image/png", buffer=PNG))
    primary(page).click()
    expect(page.get_by_label("箱の写真.png を送る")).to_be_checked()
    page.locator(".problems a", has_text="メールアドレス").click()
    expect(page.locator("#q-email")).to_be_focused()
    page.locator("#q-email").fill("ｙａｍａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ")
    page.get_by_role("button", name="文字を大きくする").click()
    expect(page.locator("#q-body")).to_have_value("荷物が届きません。" * 4)
    primary(page).click()
    expect(page.locator(".answers")).to_contain_text("箱の写真.png")
    expect(page.locator(".answers")).to_contain_text("yamada@example.com")
    page.get_by_role("button", name="送信する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("お問い合わせを受け付けました")
    expect(page.locator(".portal__number")).not_to_be_empty()
    assert (said, context.cookies()) == ([], [])


def test_enter_in_a_field_goes_on_and_the_trap_is_reached_by_nobody(opened: Opened) -> None:
    _context, page, _said = opened()
    page.goto(FORM)
    fill(page)
    page.locator("#q-name").focus()
    reached = []
    for _step in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || ''"))
    assert "website" not in reached
    assert page.get_by_role("textbox", name="この欄には何も書かないでください").count() == 0
    page.locator("#q-name").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("入力内容の確認")


@pytest.fixture
def other_site(demo: Demo) -> Iterator[int]:
    """A site of the company's own with the one tag in its page; the port it listens on at 127.0.0.1 and localhost."""
    html = (
        '<!doctype html><html lang="ja"><title>ひなた便</title><main><h1>お問い合わせ</h1>'
        f'<script src="{demo.url}/forms/embed.js" data-form="hinatabin" async></script><p>フッター</p></main></html>'
    ).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_one_tag_shows_it_on_a_site_that_is_named_and_on_no_other(
    opened: Opened, context_of: Any, other_site: int
) -> None:
    settings = context_of("sato").new_page()
    settings.goto("/settings/forms/")
    settings.get_by_role("link", name="ひなた便 お問い合わせ").click()
    settings.locator("#id_origins").fill(f"http://127.0.0.1:{other_site}")
    settings.get_by_role("button", name="保存する").click()
    expect(settings.locator("#id_origins")).to_have_value(f"http://127.0.0.1:{other_site}")

    context, page, said = opened()
    page.goto(f"http://127.0.0.1:{other_site}/")
    frame = page.frame_locator("iframe.yorisoi-form")
    expect(frame.locator("h1")).to_have_text("ひなた便 お問い合わせ")
    inner = page.frames[1]
    expect(page.locator("iframe.yorisoi-form")).not_to_have_css("block-size", "640px")
    inner.wait_for_function("document.documentElement.scrollHeight <= window.innerHeight")
    assert axe_faults(page) == []
    primary(inner).click()
    expect(frame.locator(".problems")).to_be_visible()
    inner.wait_for_function("document.documentElement.scrollHeight <= window.innerHeight")
    fill(inner)
    primary(inner).click()
    expect(frame.locator(".answers")).to_be_visible()
    primary(inner).click()
    expect(frame.locator("[data-number-words]")).to_have_text("受付番号")
    assert (said, context.cookies()) == ([], [])

    page.goto(f"http://localhost:{other_site}/")
    expect(page.locator("iframe.yorisoi-form")).to_be_visible()
    page.wait_for_function("document.readyState === 'complete'")
    assert page.frame_locator("iframe.yorisoi-form").locator("#q-name").count() == 0
    assert any("frame-ancestors" in each or "Content Security" in each for each in said)


@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_the_settings_pass_axe(context_of: Any, demo: Demo, language: str, theme: str, width: int) -> None:
    context = context_of("sato", color_scheme=theme, viewport={"width": width, "height": 900})
    context.add_cookies([{"name": "django_language", "value": language, "url": demo.url}])
    page = context.new_page()
    page.goto("/settings/forms/")
    assert axe_faults(page) == []
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/settings/forms/*/")
    form = page.url
    for part in ("", "fields/", "publication/", "fields/new/?kind=choice", "fields/new/?kind=file"):
        page.goto(form + part)
        page.locator("html[data-ready]").wait_for(state="attached")
        assert axe_faults(page) == [], part


def test_fields_are_ordered_by_keyboard_alone(context_of: Any) -> None:
    page = context_of("sato").new_page()
    page.goto("/settings/forms/")
    page.get_by_role("row", name="ひなた学習").get_by_role("link", name="項目").click()
    names = page.locator("tbody th a")
    expect(names.nth(1)).to_have_text("メールアドレス")
    down = page.get_by_role("button", name="「お名前」を下へ移動")
    down.focus()
    page.keyboard.press("Enter")
    expect(names.nth(1)).to_have_text("お名前")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")
    expect(names.nth(2)).to_have_text("お名前")
    expect(page.frame_locator("iframe.form-preview").locator("h1")).to_have_text("ひなた学習 お問い合わせ")
