"""One violation of each wall is planted in a copy of the tree; each must be caught, or the wall is painted on."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import translations
from tools.walls import data, documents, names, sizes, templates

ROOT = Path(__file__).parent.parent
LEFT_BEHIND = shutil.ignore_patterns("__pycache__", "static", "tests", "*.mo", ".mypy_cache", ".ruff_cache")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the walls read, without tests and static files."""
    copy = tmp_path_factory.mktemp("tree")
    for folder in ("yorisoi", "tools", "docs", "bin", "locale"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=LEFT_BEHIND)
    for name in (".importlinter", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    return copy


@pytest.fixture
def planted(original: Path) -> "Plant":
    return Plant(original)


class Plant:
    """Writes one file into the copy and takes it out again."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def caught(self, file: str, text: str, wall: Callable[[Path], list[str]]) -> list[str]:
        """The faults the wall finds with the file in place that it does not find without."""
        path = self.root / file
        before = set(wall(self.root))
        kept = path.read_text(encoding="utf8") if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((kept or "") + text, encoding="utf8")
        try:
            return [fault for fault in wall(self.root) if fault not in before]
        finally:
            if kept is None:
                path.unlink()
            else:
                path.write_text(kept, encoding="utf8")


MODEL = "from django.db import models\n\n\nclass Planted(models.Model):\n    other = models.ForeignKey({})\n"
PROTECT = 'on_delete=models.PROTECT, related_name="+"'
PLANTS: list[tuple[Callable[[Path], list[str]], str, str]] = [
    (
        data.foreign_keys,
        "yorisoi/workspace/models/planted.py",
        MODEL.format('"desk.Case", models.PROTECT, related_name="+"'),
    ),
    (data.foreign_keys, "yorisoi/desk/models/planted.py", MODEL.format('"workspace.Staff", models.PROTECT')),
    (
        data.foreign_keys,
        "yorisoi/desk/models/planted.py",
        MODEL.format('"workspace.Staff", on_delete=models.CASCADE, related_name="+"'),
    ),
    (data.foreign_keys, "yorisoi/desk/models/planted.py", MODEL.format('"workspace.Staff", on_delete=models.PROTECT')),
    (data.foreign_keys, "yorisoi/desk/models/planted.py", MODEL.format(f"workspace.Staff, {PROTECT}")),
    (names.calls, "yorisoi/desk/planted.py", "from datetime import UTC, datetime\n\nx = datetime.now(UTC)\n"),
    (names.calls, "yorisoi/desk/planted.py", "import time\n\ntime.sleep(1)\n"),
    (names.modules, "yorisoi/desk/actions/base.py", ""),
    (names.calls, "yorisoi/desk/planted.py", "from django.apps import apps\n\napps.get_model('workspace', 'User')\n"),
    (names.calls, "yorisoi/desk/planted.py", "from django.utils import timezone\n\nmoment = timezone.now()\n"),
    (
        names.calls,
        "yorisoi/desk/planted.py",
        "from django.db.models.signals import post_save\n\npost_save.connect(print)\n",
    ),
    (names.calls, "yorisoi/desk/planted.py", "from django.contrib.admin import site\n"),
    (names.jobs, "yorisoi/desk/planted.py", "from yorisoi.kernel import jobs\n\njobs.enqueue('desk.planted')\n"),
    (names.modules, "yorisoi/desk/helpers.py", ""),
    (names.modules, "yorisoi/desk/utils/__init__.py", ""),
    (sizes.files, "yorisoi/desk/planted.py", "x = 1\n" * 401),
    (sizes.files, "yorisoi/desk/jinja2/desk/planted.html", "<p>\n" * 121),
    (sizes.files, "yorisoi/desk/static/desk/planted.css", "a {}\n" * 301),
    (sizes.files, "yorisoi/desk/static/desk/planted.js", "a()\n" * 201),
    (sizes.functions, "yorisoi/desk/planted.py", "def planted():\n" + "    x = 1\n" * 51),
    (sizes.functions, "yorisoi/desk/views/planted.py", "def planted(request):\n" + "    x = 1\n" * 16),
    (templates.reach, "yorisoi/customers/jinja2/customers/planted.html", '{% include "desk/inbox.html" %}'),
    (templates.reach, "yorisoi/customers/jinja2/customers/planted.html", '<a href="{{ url("desk:inbox") }}">'),
    (templates.reach, "yorisoi/desk/jinja2/desk/planted.html", "{% if %}"),
    (
        documents.settings,
        "yorisoi/config/planted.py",
        'from yorisoi.config import env\n\nX = env.text("YORISOI_PLANTED")\n',
    ),
    (documents.commands, "bin/planted", "#!/bin/sh\n"),
    (documents.events, "yorisoi/desk/events.py", "\n\nclass PlantedHappened:\n    pass\n"),
    (documents.public_functions, "yorisoi/desk/public.py", "\n\ndef planted() -> None:\n    pass\n"),
    (documents.commands, "yorisoi/config/cli.py", '\n\nadd("planted", print)\n'),
    (documents.readmes, "yorisoi/desk/README.md", "more\n" * 41),
    (documents.glossary, "yorisoi/desk/models/planted.py", "class Planted(models.Model):\n    pass\n"),
    (documents.dead_links, "docs/en/settings.md", "\n[gone](nowhere.md)\n"),
]


@pytest.mark.parametrize(
    ("wall", "file", "text"), PLANTS, ids=[f"{wall.__name__}-{number}" for number, (wall, _, _) in enumerate(PLANTS)]
)
def test_violation_is_caught(planted: Plant, wall: Callable[[Path], list[str]], file: str, text: str) -> None:
    assert planted.caught(file, text, wall)


def test_place_without_a_word_in_the_catalogue_is_caught(original: Path) -> None:
    path = original / "yorisoi/kernel/slots.py"
    kept = path.read_text(encoding="utf8")
    path.write_text(kept.replace("PLACES = (", 'PLACES = ("planted.place", ', 1), encoding="utf8")
    try:
        assert len(documents.slots(original)) == 2  # once a language
    finally:
        path.write_text(kept, encoding="utf8")


def test_japanese_that_nothing_asks_for_is_caught(original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "ROOT", original)
    monkeypatch.setattr(translations, "PARTS", original / "locale/ja/parts")
    monkeypatch.setattr(translations, "shipped", lambda: Catalog(locale="ja"))
    path = original / "locale/ja/parts/desk.po"
    kept = path.read_text(encoding="utf8")
    path.write_text(kept.rstrip() + '\n\nmsgid "Planted, gone words"\nmsgstr "植えた"\n', encoding="utf8")
    try:
        assert any("Planted, gone words" in fault for fault in translations.faults())
    finally:
        path.write_text(kept, encoding="utf8")


def run(*words: str, root: Path) -> Callable[[Path], list[str]]:
    """A wall that is a program: its output, when it fails, as faults."""

    def wall(_root: Path) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()

    return wall


IMPORTS = [
    ("yorisoi/workspace/planted.py", "from yorisoi.desk import public  # noqa: F401\n", "workspace"),
    ("yorisoi/desk/models/planted.py", "from yorisoi.desk import actions  # noqa: F401\n", "desk.models"),
    ("yorisoi/desk/planted.py", "from yorisoi.customers import models  # noqa: F401\n", "reaches inside"),
    ("yorisoi/evidence/planted.py", "import django  # noqa: F401\n", "django"),
    ("yorisoi/planted/__init__.py", "", "planted"),
]


@pytest.mark.parametrize(("file", "text", "said"), IMPORTS, ids=[each[0] for each in IMPORTS])
def test_import_is_caught(original: Path, file: str, text: str, said: str) -> None:
    path = original / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf8")
    try:
        faults = run("tools.lint_imports", root=original)(original)
    finally:
        path.unlink()
        if path.name == "__init__.py":
            shutil.rmtree(path.parent)
    assert any(said in line for line in faults), faults


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (("ruff", "check", "yorisoi/desk/planted.py"), "import os\n", "F401"),
        (("ruff", "format", "--check", "yorisoi/desk/planted.py"), "x   =  1\n", "reformat"),
        (("mypy", "--strict", "yorisoi/kernel/planted.py"), "def planted(x):\n    return x\n", "no-untyped-def"),
        (
            ("vulture", "yorisoi/desk/planted.py"),
            "def planted(unused_thing):\n    return 1\n    x = 2\n",
            "unreachable",
        ),
    ],
    ids=["ruff", "format", "mypy", "vulture"],
)
def test_program_catches(original: Path, words: tuple[str, ...], text: str, said: str) -> None:
    path = original / next(word for word in words if word.endswith("planted.py"))
    path.write_text(text, encoding="utf8")
    try:
        faults = run(*words, root=original)(original)
    finally:
        path.unlink()
    assert any(said in line for line in faults), faults


def test_string_without_japanese_is_caught(original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "ROOT", original)
    monkeypatch.setattr(translations, "PARTS", original / "locale/ja/parts")
    monkeypatch.setattr(translations, "shipped", lambda: Catalog(locale="ja"))
    path = original / "yorisoi/desk/planted.py"
    path.write_text('from django.utils.translation import gettext as _\n\nx = _("Planted words")\n', encoding="utf8")
    try:
        assert any("Planted words" in fault for fault in translations.faults())
    finally:
        path.unlink()
