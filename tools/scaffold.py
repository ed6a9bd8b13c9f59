"""`bin/new NAME`: the smallest capability that passes every wall, at its place on the map.

The map of .importlinter names every capability there will be; those not built yet stand in parentheses. The scaffold
takes the parentheses off and writes the folder; settings and walls learn the name at the same height.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "__init__.py": "",
    "apps.py": '''"""{Name} as a Django app."""

from django.apps import AppConfig


class {Name}Config(AppConfig):
    name = "yorisoi.{name}"
    label = "{name}"
''',
    "models/__init__.py": "",
    "migrations/__init__.py": "",
    "contracts.py": '"""What other capabilities may see of {name}: frozen values and errors."""\n',
    "events.py": '"""Facts that {name} publishes, in the past tense, ids only."""\n',
    "permissions.py": '"""Who may do what in {name}."""\n',
    "queries.py": '"""Reads of {name}: loading is authorising."""\n',
    "actions/__init__.py": '"""Writes of {name}: one verb a function, one transaction, with audit and events."""\n',
    "public.py": '"""The only door of {name} for other capabilities."""\n',
    "urls.py": '''"""The pages of {name}."""

from django.urls import URLPattern

app_name = "{name}"
urlpatterns: list[URLPattern] = []
''',
    "tests/__init__.py": "",
    "tests/test_app.py": '''"""{Name} is part of the product."""

from django.apps import apps


def test_is_installed() -> None:
    assert apps.is_installed("yorisoi.{name}")
''',
    "README.md": """# {name}

Its job, in one sentence.

**Words it owns** (日本語 · English · code): none yet.

**Public functions**: none yet. **Events**: none yet. **Slots it fills**: none yet.

Start reading at `actions/`.
""",
}


def heights(text: str) -> list[list[str]]:
    """The layers of .importlinter, low to high; each a list of names, those not built yet in parentheses."""
    block = text.split("layers =", 1)[1].split("exhaustive", 1)[0]
    return [[name.strip() for name in line.split("|")] for line in reversed(block.split("\n")) if line.strip()]


def place(name: str, layers: list[list[str]], built: list[str]) -> int:
    """Where the name goes in the list of built capabilities, low to high. Raises LookupError when the map lacks it."""
    order = [each.strip("()") for layer in layers for each in layer]
    if name not in order:
        raise LookupError(f"{name} is not on the map; it holds: {', '.join(order)}")
    below = set(order[: order.index(name)])
    return max((built.index(each) for each in built if each in below), default=-1) + 1


def change(path: Path, pattern: str, replacement: str) -> None:
    """Replace the one place the pattern matches; raises ValueError when there is none."""
    text = path.read_text(encoding="utf8")
    changed, count = re.subn(pattern, replacement, text, count=1, flags=re.DOTALL)
    if not count:
        raise ValueError(f"{path.name} has no place for a new capability ({pattern})")
    path.write_text(changed, encoding="utf8")


def scaffold(root: Path, name: str) -> Path:
    """Write the capability's folder and make the map know it. Raises LookupError and FileExistsError."""
    folder = root / "yorisoi" / name
    if folder.exists():
        raise FileExistsError(f"yorisoi/{name} is there already")
    linter, settings, tree = root / ".importlinter", root / "yorisoi/config/settings.py", root / "tools/walls/tree.py"
    found = re.search(r"CAPABILITIES = \[(.*?)\]", settings.read_text(encoding="utf8"), re.DOTALL)
    built = re.findall(r'"(\w+)"', found[1]) if found else []
    at = place(name, heights(linter.read_text(encoding="utf8")), built)
    below = built[at - 1]
    change(linter, rf"\({name}\)", name)
    for path in (settings, tree):
        change(path, rf'("evidence",.*?"{below}",)', rf'\1 "{name}",')
    change(settings, r'(    "yorisoi\.config",\n\])', rf'    "yorisoi.{name}",\n\1')
    for file, text in FILES.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{name}", name).replace("{Name}", name.capitalize()), encoding="utf8")
    return folder


def main() -> int:
    """The command line."""
    if len(sys.argv) != 2 or not re.fullmatch(r"[a-z]+", sys.argv[1]):
        print("bin/new NAME: a capability of the map in yorisoi, in small letters, e.g. bin/new surveys")
        return 2
    try:
        folder = scaffold(ROOT, sys.argv[1])
    except (LookupError, FileExistsError) as error:
        print(error)
        return 1
    print(f"made {folder.relative_to(ROOT)}; start with its README.md, then models/ and actions/")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
