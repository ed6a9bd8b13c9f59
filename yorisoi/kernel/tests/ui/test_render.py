"""One template serves the page and its parts."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from jinja2 import DictLoader, UndefinedError
from jinja2_fragments import BlockNotFoundError

from yorisoi.kernel.ui import render, render_part
from yorisoi.kernel.ui.render import jinja, render_blocks

PAGES = {
    "below.html": "<page>{% block rows %}none{% endblock %}|{% block foot %}foot of {{ name }}{% endblock %}</page>",
    "above.html": (
        '{% extends "below.html" %}{% from "macro.html" import loud %}{% set sign = "!" %}'
        "{% block rows %}{{ loud(name) }}{{ sign }}{{ super() }}{% endblock %}"
    ),
    "macro.html": "{% macro loud(text) %}<b>{{ text|upper }}</b>{% endmacro %}",
    "form.html": "{% block form %}{{ csrf_input }}{{ csrf_token }}{% endblock %}",
}


@pytest.fixture(autouse=True)
def _own_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jinja(), "loader", DictLoader(PAGES))


def asked(**headers: str) -> HttpRequest:
    return RequestFactory().get("/", headers=headers)


def test_a_browser_gets_the_page_and_htmx_the_block() -> None:
    page = render(asked(), "above.html", {"name": "sato"}, block="rows")
    part = render(asked(HX_Request="true"), "above.html", {"name": "sato"}, block="rows")
    assert page.content.decode() == "<page><b>SATO</b>!none|foot of sato</page>"
    assert part.content.decode() == "<b>SATO</b>!none"
    assert page["Vary"] == part["Vary"] == "HX-Request"


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_boosted_and_restored_pages_are_whole(header: str) -> None:
    answer = render(asked(**{"HX-Request": "true", header: "true"}), "above.html", {"name": "sato"}, block="rows")
    assert answer.content.decode().startswith("<page>")


def test_blocks_see_what_the_top_of_the_template_imported_and_set() -> None:
    assert render_blocks("above.html", ["rows"], {"name": "鈴木"}) == "<b>鈴木</b>!none"


def test_inherited_blocks_and_several_at_once() -> None:
    assert render_blocks("above.html", ["foot", "rows"], {"name": "a"}) == "foot of a<b>A</b>!none"
    assert render_part(asked(), "above.html", "foot", {"name": "a"}) == "foot of a"


def test_values_are_escaped() -> None:
    assert "<script>" not in render_blocks("above.html", ["rows", "foot"], {"name": "<script>"})


def test_an_unknown_block_is_an_error() -> None:
    with pytest.raises(BlockNotFoundError):
        render_blocks("above.html", ["nope"], {"name": "a"})


def test_a_missing_value_is_an_error_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        render_blocks("above.html", ["foot"], {})


def test_status_and_safety_token() -> None:
    answer = render(asked(HX_Request="true"), "form.html", block="form", status=422)
    assert answer.status_code == 422
    assert re.fullmatch(
        r'<input type="hidden" name="csrfmiddlewaretoken" value="\w{64}">\w{64}', answer.content.decode()
    )


def test_no_template_or_script_uses_what_the_security_policy_forbids() -> None:
    folder = Path(__file__).parent.parent.parent / "ui"
    for path in [*folder.glob("jinja2/**/*.html"), *folder.glob("jinja2/**/*.svg")]:
        text = path.read_text(encoding="utf8")
        assert not re.search(r'\sstyle="|\son[a-z]+="|\shx-on|<style|javascript:', text), path
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path
    for path in folder.glob("static/ui/**/*.js"):
        assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML", path.read_text(encoding="utf8")), (
            path
        )
