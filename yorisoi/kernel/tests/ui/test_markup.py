"""Attributes, icons, avatars, notices."""

import json
import re
from pathlib import Path

import pytest
from django.http import HttpResponse

from yorisoi.kernel.ui import avatars, icons, toast
from yorisoi.kernel.ui.markup import attributes

UI = Path(__file__).parent.parent.parent / "ui"
PRODUCT = UI.parent.parent


def test_attributes_are_escaped_and_later_ones_win() -> None:
    later = {"class": "y", "hidden": True, "lang": None, "open": False}
    assert (
        attributes({"title": 'a "b" <c>', "class": "x"}, later) == ' title="a &#34;b&#34; &lt;c&gt;" class="y" hidden'
    )
    assert attributes(None) == ""
    assert attributes({"data-theme-set": ""}) == ' data-theme-set=""'


def test_a_key_is_told_to_screen_readers_unless_it_is_a_sequence() -> None:
    assert attributes({"data-key": "r"}) == ' data-key="r" aria-keyshortcuts="R"'
    assert 'aria-keyshortcuts="Control+K Meta+K"' in attributes({"data-key": "mod+k"})
    assert "aria-keyshortcuts" not in attributes({"data-key": "g i"})


def test_icons_are_decoration_unless_named() -> None:
    assert icons.icon("reply") == '<svg class="icon" aria-hidden="true"><use href="#i-reply"/></svg>'
    assert 'role="img" aria-label="a &lt; b"' in icons.icon("reply", "a < b")
    with pytest.raises(KeyError):
        icons.icon("no-such-icon")


def test_every_icon_named_anywhere_is_in_the_sprite() -> None:
    used = re.compile(r"""(?:\bicon\(|\bsvg\(|icon=)["']([a-z-]+)["']""")
    for path in [*PRODUCT.glob("**/jinja2/**/*.html"), *PRODUCT.glob("*/**/*.py")]:
        if "tests" not in path.parts:
            for name in used.findall(path.read_text(encoding="utf8")):
                assert name in icons.names(), f"{path}: {name}"


def test_every_symbol_stands_on_the_24_grid() -> None:
    assert len(re.findall(r'<symbol id="i-[a-z-]+" viewBox="0 0 24 24">', icons.sprite())) == len(icons.names()) > 60


def test_avatars_keep_their_hue_and_letter() -> None:
    assert avatars.hue("佐藤 一郎") == avatars.hue("佐藤 一郎")
    assert {avatars.hue(f"person {n}") for n in range(60)} == {1, 2, 3, 4, 5, 6}
    assert (avatars.initial("佐藤 一郎"), avatars.initial(" emily"), avatars.initial("")) == ("佐", "E", "?")


def test_toasts_add_up_beside_other_triggers() -> None:
    response = HttpResponse()
    response.headers["HX-Trigger"] = json.dumps({"dialog:close": {}})
    toast(toast(response, "送信しました", undo_url="/undo/", seconds=10), "失敗", tone="danger")
    assert response.headers["HX-Trigger"].isascii()
    assert json.loads(response.headers["HX-Trigger"]) == {
        "dialog:close": {},
        "toast": {
            "notices": [
                {"text": "送信しました", "tone": "positive", "undo": "/undo/", "seconds": 10},
                {"text": "失敗", "tone": "danger", "undo": "", "seconds": 6},
            ]
        },
    }
