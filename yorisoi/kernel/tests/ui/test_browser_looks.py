"""In a real browser: accessible in both themes and languages, whole at 320 px, nothing refused by the policy."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

type Visit = Callable[..., Page]
type AxeRun = Callable[[Page], list[str]]
PAGES = ["/ui/components/", "/ui/components/inbox/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "theme"), [("ja", "light"), ("en", "dark")])
def test_axe_finds_nothing(visit: Visit, axe: AxeRun, path: str, language: str, theme: str) -> None:
    page = visit(path, language=language, theme=theme)
    page.locator(".panel .related").first.wait_for()  # the part that loads itself is there
    assert axe(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 768])
def test_narrow_pages_are_whole_and_accessible(visit: Visit, axe: AxeRun, path: str, width: int) -> None:
    page = visit(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('main').scrollWidth") <= width
    if width < 400:
        assert axe(page) == []


@pytest.mark.parametrize("status", [400, 403, 404, 419, 500])
def test_error_pages_are_accessible(page: Page, site: str, axe: AxeRun, status: int) -> None:
    page.goto(f"{site}/ui/states/{status}/")
    expect(page.locator("h1")).to_be_visible()
    assert axe(page) == []


def test_forced_colours_keep_the_current_row_and_the_buttons_apart(visit: Visit) -> None:
    page = visit()
    page.emulate_media(forced_colors="active")
    style = "e => getComputedStyle(e).outlineStyle + ' ' + getComputedStyle(e).borderStyle"
    assert page.locator(".row__link[aria-current]").evaluate(style).startswith("solid")
    assert page.locator(".composer .btn--primary").first.evaluate(style).endswith("solid")


@pytest.mark.parametrize(("width", "panels", "views"), [(1440, True, True), (1024, False, False), (390, False, False)])
def test_panes_fold_as_the_window_narrows(visit: Visit, width: int, panels: bool, views: bool) -> None:
    page = visit(width=width)
    expect(page.locator("#case-panels")).to_be_visible(visible=panels)
    expect(page.locator("#views")).to_be_visible(visible=views)
    expect(page.locator(".list")).to_be_visible(visible=width > 768)
    if not panels:
        page.keyboard.press("p")
        expect(page.locator("#case-panels")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#case-panels")).to_be_hidden()


def test_the_narrow_menu_is_a_drawer_that_escape_closes(visit: Visit) -> None:
    page = visit(width=390)
    button = page.locator(".topbar__drawer")
    expect(page.locator("#rail")).not_to_be_in_viewport()
    button.click()
    expect(page.locator("#rail a").first).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator("#rail")).not_to_be_in_viewport()


def test_theme_density_and_rail_are_kept_and_drawn_by_the_server(visit: Visit) -> None:
    page = visit()
    ground = "getComputedStyle(document.body.querySelector('.topbar')).backgroundColor"
    light = page.evaluate(ground)
    page.locator("#user-menu-button").click()
    page.locator('[data-theme-set="dark"]').click()
    assert page.evaluate(ground) != light
    page.locator("[data-density-set]").click()
    page.locator("[data-rail-toggle]").click()
    page = visit()
    root = page.locator("html")
    for name, value in (("data-theme", "dark"), ("data-density", "compact"), ("data-rail", "wide")):
        expect(root).to_have_attribute(name, value)
    page.locator("#user-menu-button").click()
    expect(page.locator('[data-theme-set="dark"]')).to_have_attribute("aria-checked", "true")


def test_panes_are_resized_by_keyboard_and_stay_so(visit: Visit) -> None:
    page = visit()
    separator = page.locator('[data-resizer="--list"]')
    before = page.locator(".list").bounding_box()
    separator.focus()
    for _press in range(3):
        page.keyboard.press("ArrowRight")
    assert before is not None
    expect(separator).to_have_attribute("aria-valuenow", str(round(before["width"]) + 48))
    page = visit()
    after = page.locator(".list").bounding_box()
    assert after is not None
    assert round(after["width"] - before["width"]) == 48


def test_the_language_is_changed_in_place(visit: Visit) -> None:
    page = visit()
    page.locator("#user-menu-button").click()
    page.locator('button[name="language"][value="en"]').click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/ui/components/inbox/$"))
