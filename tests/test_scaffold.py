"""`bin/new` gives a capability that passes the walls at its own height."""

import re
import shutil
from pathlib import Path

import pytest

from tests.test_walls import LEFT_BEHIND, run
from tools import scaffold
from tools.walls import data, documents, names, sizes

ROOT = Path(__file__).parent.parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("yorisoi", "tools", "docs", "bin"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=LEFT_BEHIND)
    for name in (".importlinter", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_new_capability_passes_the_walls(copy: Path) -> None:
    walls = (data.foreign_keys, names.modules, names.calls, sizes.files, documents.public_functions)
    before = {fault for wall in walls for fault in wall(copy)}

    folder = scaffold.scaffold(copy, "surveys")

    assert {fault for wall in walls for fault in wall(copy)} == before
    assert run("tools.lint_imports", root=copy)(copy) == []
    assert run("ruff", "check", str(folder), root=copy)(copy) == []
    assert run("ruff", "format", "--check", str(folder), root=copy)(copy) == []
    settings = (copy / "yorisoi/config/settings.py").read_text(encoding="utf8")
    known = re.findall(r'"(\w+)"', settings.split("CAPABILITIES = [")[1].split("]")[0])
    assert known.index("desk") < known.index("surveys") < known.index("config")


def test_name_that_is_not_on_the_map_is_refused(copy: Path) -> None:
    with pytest.raises(LookupError, match="not on the map"):
        scaffold.scaffold(copy, "garden")
    assert not (copy / "yorisoi/garden").exists()


def test_existing_capability_is_left_alone(copy: Path) -> None:
    with pytest.raises(FileExistsError):
        scaffold.scaffold(copy, "desk")
