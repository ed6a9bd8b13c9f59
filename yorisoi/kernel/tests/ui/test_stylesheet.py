"""The style sheets: all listed once, small, layered, logical, and joined as they are listed."""

import re
from pathlib import Path

import pytest
from django.test import Client

from yorisoi.kernel.ui import stylesheet

STATIC = Path(__file__).parent.parent.parent / "ui" / "static" / "ui"
SHEETS = sorted(path for path in STATIC.rglob("*.css") if path.name != "ui.css")
PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|top|bottom|width|height)\s*:"
)


def test_every_file_is_listed_once_in_the_layer_of_its_folder() -> None:
    listed = stylesheet.parts()
    assert sorted(name for name, _layer in listed) == [str(path.relative_to(STATIC)) for path in SHEETS]
    for name, layer in listed:
        assert layer == name.split("/")[0] or name == "base/reset.css"


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: str(path.relative_to(STATIC)))
def test_files_are_small_and_logical(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf8"), flags=re.DOTALL)
    assert len(text.splitlines()) <= 300
    assert text.count("{") == text.count("}")
    assert "url(" not in text, "joined sheets have no place to resolve addresses from"
    assert not PHYSICAL.search(text), "logical properties only"
    if path.parent.name != "tokens" and path.name != "avatar.css":
        assert not re.search(r"oklch\(|#[0-9a-f]{3,8}\b|rgba?\(", text), "colours come from tokens"


def test_every_custom_property_that_is_read_is_written_somewhere() -> None:
    text = "\n".join(path.read_text(encoding="utf8") for path in SHEETS)
    scripts = "\n".join(path.read_text(encoding="utf8") for path in STATIC.rglob("*.js"))
    written = set(re.findall(r"(--[\w-]+)\s*:", text)) | set(re.findall(r'"(--[\w-]+)"', scripts))
    without_fallback = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert without_fallback <= written


def test_the_joined_sheet_is_the_listed_files_in_their_layers() -> None:
    joined = stylesheet.join()
    assert joined.startswith("@layer reset, tokens, base, components, modules, utilities;")
    places = [joined.index(mark) for mark in ("--lch-gray-100", ".btn {", ".inbox {", ".truncate")]
    assert places == sorted(places)
    assert joined.count("@layer components {") == [layer for _name, layer in stylesheet.parts()].count("components")


def test_the_joined_sheet_is_served_under_its_digest_and_kept(client: Client) -> None:
    (address,) = stylesheet.links()
    answer = client.get(address)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content == stylesheet.joined()[1]
    assert client.get("/ui/style.0123456789ab.css")["Cache-Control"] == "no-cache"
    assert client.post(address).status_code == 405


def test_while_developing_a_page_links_the_list_itself(settings: pytest.MonkeyPatch) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]
    assert stylesheet.links() == ["/static/ui/ui.css"]
