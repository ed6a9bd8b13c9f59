"""The attack table against the sanitiser alone: what comes out holds nothing but what the allow-list knows."""

import re
from html.parser import HTMLParser

import pytest

from tests.browser.attacks.mails import attacks, html_attacks
from yorisoi.channels.email.mime import parse, safe_html
from yorisoi.channels.email.mime.safe_html import _TAGS

pytestmark = pytest.mark.vendorless
CANARY = "http://canary.example:1"
ATTACKS = html_attacks(CANARY)
_NAMES = (
    "align dir lang style title valign width height bgcolor href rel src alt border color face size cellpadding"
    " cellspacing colspan rowspan nowrap scope span start type"
)
KNOWN = frozenset(_NAMES.split())
LINK = re.compile(r"(?:https?://|mailto:|tel:|#)", re.I)
PICTURE = re.compile(r"(?:remote:https://[^/]*[^/.]+\.[^/]+/|data:image/(?:png|jpe?g|gif|webp|bmp)[;,]|/own/)")
IN_STYLE = re.compile(r"url|expression|import|binding|behavior|position|image|content|cursor|filter|@|\\\\", re.I)


class Reader(HTMLParser):
    """Writes down each start tag of the result that the allow-list does not know, or whose values may do something."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in _TAGS or set(values) - KNOWN:
            self.faults.append(f"<{tag} {values}>")
        if not LINK.match(values.get("href", "#")) or not PICTURE.match(values.get("src", "/own/")):
            self.faults.append(f"{tag}: {values}")
        if IN_STYLE.search(values.get("style", "")):
            self.faults.append(values["style"])

    def handle_decl(self, decl: str) -> None:
        self.faults.append(decl)

    def handle_comment(self, data: str) -> None:
        self.faults.append(data)


def faults(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.faults


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_unknown_is_left_of_an_attack(name: str) -> None:
    cleaned, _remote = safe_html(ATTACKS[name], inline={"x@y": "/own/1"})
    assert faults(cleaned) == []
    assert safe_html(cleaned.replace("remote:", ""))[0].count("<") == cleaned.count("<"), "a second reading differs"


def test_nothing_unknown_is_left_of_any_attack_mail() -> None:
    for attack in attacks(CANARY):
        mail = parse(attack.raw)
        assert bool(mail.html) == attack.laid_out, attack.name
        assert faults(safe_html(mail.html)[0]) == [], attack.name
        names = "".join(each.name for each in mail.attachments)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", names), attack.name


def test_the_reader_sees_what_is_wrong() -> None:
    wrong = [
        "<script>",
        "<p onclick=x>",
        "<a href=javascript:x>",
        '<p style="color:url(x)">',
        "<!--x-->",
        "<img src=x>",
    ]
    for html in wrong:
        assert faults(html), html
