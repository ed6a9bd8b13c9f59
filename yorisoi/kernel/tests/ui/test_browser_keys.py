"""The keyboard: keys of what is on the page, sequences, the list of keys; never while an input method composes."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

type Visit = Callable[..., Page]


def compose(page: Page, key: str, code: str) -> None:
    """A key press as Chromium reports it while an input method is at work: keyCode 229."""
    session = page.context.new_cdp_session(page)
    press = {"windowsVirtualKeyCode": 229, "key": key, "code": code}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **press})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **press})
    session.detach()


def note_presses(page: Page) -> None:
    """Begin to note which keyed elements are clicked; read it with `pressed`."""
    page.evaluate(
        """() => {
            window.pressed = [];
            document.addEventListener("click", (event) => {
                const keyed = event.target.closest("[data-key]");
                if (keyed) window.pressed.push(keyed.dataset.key);
            });
        }"""
    )


def pressed(page: Page) -> list[str]:
    """The keys of what was clicked since `note_presses`."""
    keys: list[str] = page.evaluate("window.pressed")
    return keys


def test_a_key_presses_what_carries_it_and_leads_into_the_text(visit: Visit) -> None:
    page = visit()
    note_presses(page)
    page.keyboard.press("e")
    assert pressed(page) == ["e"]
    page.keyboard.press("n")
    expect(page.locator("#composer-note textarea")).to_be_focused()
    expect(page.locator("#composer-reply")).to_be_hidden()
    expect(page.locator("#composer-note textarea")).to_have_value("")


def test_keys_belong_to_the_text_while_writing(visit: Visit) -> None:
    page = visit()
    note_presses(page)
    page.keyboard.press("r")
    page.keyboard.type("ersn?/ja")
    assert pressed(page) == ["r"]
    expect(page.locator("#composer-reply textarea")).to_have_value("ersn?/ja")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert pressed(page) == ["r", "e"]


def test_nothing_fires_while_an_input_method_composes(visit: Visit) -> None:
    page = visit()
    note_presses(page)
    compose(page, "e", "KeyE")
    compose(page, "?", "Slash")
    compose(page, "j", "KeyJ")
    assert pressed(page) == []
    expect(page.locator("#keys-dialog")).to_be_hidden()
    expect(page.locator("[data-rows] a:focus")).to_have_count(0)
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'e', bubbles: true, isComposing: true}))")
    assert pressed(page) == []
    page.keyboard.press("e")
    assert pressed(page) == ["e"]


def test_enter_that_ends_a_composition_runs_no_command(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "なれっじ", "selectionStart": 4, "selectionEnd": 4})
    compose(page, "Enter", "Enter")
    expect(page.locator("#palette")).to_be_visible()
    session.send("Input.insertText", {"text": "なれっじ"})
    expect(page.locator('#palette [role="option"]').first).to_contain_text("ナレッジ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/ui/components/$"))


def test_a_sequence_goes_elsewhere(visit: Visit) -> None:
    page = visit("/ui/components/")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page).to_have_url(re.compile(r"/ui/components/inbox/$"))


def test_slash_leads_to_the_search_and_escape_out_of_it(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("/")
    expect(page.locator("#global-search")).to_be_focused()
    page.keyboard.type("住所")
    page.keyboard.press("Escape")
    expect(page.locator("#global-search")).not_to_be_focused()


def test_the_question_mark_lists_all_keys_of_the_page(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("?")
    dialog = page.locator("#keys-dialog")
    for words in ("返信", "社内メモ", "次の行へ", "受信箱", "送信する"):
        expect(dialog.get_by_text(words, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_single_keys_can_be_switched_off(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("?")
    page.locator("[data-keys-switch]").uncheck()
    page.keyboard.press("Escape")
    note_presses(page)
    page.keyboard.press("e")
    assert pressed(page) == []
    page.keyboard.press("Control+k")  # not a single key
    expect(page.locator("#palette")).to_be_visible()


def test_a_dialog_keeps_the_keys_to_itself(visit: Visit) -> None:
    page = visit("/ui/components/")
    note_presses(page)
    page.locator('[data-dialog-open="guide-dialog"]').first.click()
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("e")
    assert pressed(page) == []


def test_rows_are_walked_with_j_and_k_and_only_one_is_in_the_tab_order(visit: Visit) -> None:
    page = visit()
    row = page.locator("[data-rows] a[href]")
    assert page.locator('[data-rows] a[tabindex="0"]').count() == 1
    page.keyboard.press("j")
    expect(row.nth(2)).to_be_focused()  # the second is the case that is shown
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(row.nth(0)).to_be_focused()
    page.keyboard.press("k")
    expect(row.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(row.nth(1)).to_be_focused()
    assert page.locator('[data-rows] a[tabindex="0"]').count() == 1
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"#10244$"))


def test_menus_follow_the_arrows_letters_and_escape(visit: Visit) -> None:
    page = visit("/ui/components/")
    button = page.locator("#guide-menu-button")
    button.focus()
    page.keyboard.press("ArrowDown")
    items = page.locator("#guide-menu [role=menuitem]")
    expect(items.nth(0)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(items.nth(2)).to_be_focused()
    page.keyboard.press("Home")
    expect(items.nth(0)).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator("#guide-menu")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_the_palette_finds_commands_whatever_the_kana_and_width(visit: Visit) -> None:
    page = visit()
    note_presses(page)
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("ﾅﾚｯｼﾞ")
    expect(page.locator('#palette [role="option"]').first).to_contain_text("ナレッジ")
    page.locator("#palette input").fill("完了にする")
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).to_be_hidden()
    assert pressed(page)[-1] == "e"


def test_words_that_match_no_command_are_searched_for(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("届かない荷物")
    with page.expect_request(lambda request: "/search/" in request.url) as asked:
        page.keyboard.press("Enter")
    assert "q=%E5%B1%8A" in asked.value.url
