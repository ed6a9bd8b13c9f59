"""Characters that nobody sees are seen."""

import pytest

from yorisoi.kernel.text import unhidden

pytestmark = pytest.mark.vendorless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("photo_\u202egpj.exe", "photo_[U+202E]gpj.exe"),
        ("\u2066あ\u2069", "[U+2066]あ[U+2069]"),
        ("sup\u200bport@さくら.example", "sup[U+200B]port@さくら.example"),
        ("あ\u00adい\ufeffう\u3164え\x1bお\x85", "あ[U+00AD]い[U+FEFF]う[U+3164]え[U+001B]お[U+0085]"),
        ("あ\U000e0041", "あ[U+E0041]"),
    ],
)
def test_hidden_characters_stand_as_their_numbers(text: str, shown: str) -> None:
    assert unhidden(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "ふつうの文\nと\tタブ",
        "辻󠄀さん",  # a variant of the kanji by its selector
        "👨‍👩‍👧 ❤️",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "مرحبا\u200f שלום",
        "",
    ],
)
def test_what_belongs_to_writing_stays(text: str) -> None:
    assert unhidden(text) == text
