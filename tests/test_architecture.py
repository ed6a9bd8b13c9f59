"""The walls of the house, each a test of its own. What import-linter sees is in .importlinter."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tools.walls import data, names, sizes, templates
from tools.walls.tree import HEIGHTS

ROOT = Path(__file__).parent.parent
WALLS = [
    data.foreign_keys,
    names.calls,
    names.jobs,
    names.modules,
    sizes.files,
    sizes.functions,
    templates.reach,
]


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: f"{wall.__module__.split('.')[-1]}.{wall.__name__}")
def test_wall_holds(wall: Callable[[Path], list[str]]) -> None:
    assert wall(ROOT) == []


def test_walls_and_settings_know_the_same_map() -> None:
    assert list(HEIGHTS) == settings.CAPABILITIES


def test_capabilities_are_the_folders() -> None:
    folders = {path.parent.name for path in ROOT.glob("yorisoi/*/__init__.py")}
    assert folders == set(HEIGHTS)


def test_exceptions_to_sizes_only_shrink() -> None:
    assert len(sizes.STILL_ALLOWED) <= 0
