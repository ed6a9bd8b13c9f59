"""What a person may use is documented, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.walls import documents

ROOT = Path(__file__).parent.parent
WALLS = [
    documents.commands,
    documents.events,
    documents.glossary,
    documents.public_functions,
    documents.readmes,
    documents.settings,
    documents.slots,
]


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.__name__)
def test_document_is_complete(wall: Callable[[Path], list[str]]) -> None:
    assert wall(ROOT) == []


def test_pages_exist_in_both_languages() -> None:
    pages = {language: {path.name for path in ROOT.glob(f"docs/{language}/*.md")} for language in ("ja", "en")}
    assert pages["ja"] == pages["en"] != set()


def test_links_between_documents_lead_somewhere() -> None:
    assert documents.dead_links(ROOT) == []
