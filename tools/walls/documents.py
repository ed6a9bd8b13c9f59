"""Everything a person may use is written down: settings, commands, events, slots, public functions, words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.walls.tree import HEIGHTS, parsed, python_files

LANGUAGES = ("ja", "en")
SETTING = re.compile(r"""env\.\w+\(\s*["']([A-Z_]+)["']""")


def absent(root: Path, words: list[tuple[str, str]], file: str) -> list[str]:
    """A fault for each (what, name) that `file` does not name in backquotes."""
    path = root / file
    text = path.read_text(encoding="utf8") if path.exists() else ""
    return [f"{file}: says nothing of the {what} `{name}`" for what, name in words if f"`{name}" not in text]


def in_both(root: Path, words: list[tuple[str, str]], file: str) -> list[str]:
    """The same for the Japanese and the English document."""
    return [fault for language in LANGUAGES for fault in absent(root, words, f"docs/{language}/{file}")]


def settings(root: Path) -> list[str]:
    """Every environment variable."""
    names = {
        name for path in root.glob("yorisoi/config/*.py") for name in SETTING.findall(path.read_text(encoding="utf8"))
    }
    return in_both(root, [("setting", name) for name in sorted(names)], "settings.md")


def commands(root: Path) -> list[str]:
    """Every command of `yorisoi` and every script in bin/."""
    text = (root / "yorisoi/config/cli.py").read_text(encoding="utf8")
    words = [("command", f"yorisoi {name}") for name in re.findall(r"""\badd\("([\w-]+)",""", text)]
    words += [("command", f"bin/{path.name}") for path in sorted(root.glob("bin/*")) if path.is_file()]
    return in_both(root, words, "commands.md")


def classes(path: Path) -> list[str]:
    """The classes a module defines."""
    return [node.name for node in parsed(path).body if isinstance(node, ast.ClassDef)]


def events(root: Path) -> list[str]:
    """Every event, in the catalogue and in its capability's README."""
    faults = []
    for path in python_files(root, tests=False):
        if path.stem == "events" and path.parent.name not in {"kernel", "live"}:  # those two are the machinery
            words = [("event", name) for name in classes(path)]
            faults += in_both(root, words, "events.md")
            faults += absent(root, words, f"yorisoi/{path.relative_to(root / 'yorisoi').parts[0]}/README.md")
    return faults


def slots(root: Path) -> list[str]:
    """Every place that can be filled."""
    for node in parsed(root / "yorisoi/kernel/slots.py").body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PLACES":
            return in_both(root, [("place", name) for name in ast.literal_eval(node.value)], "slots.md")
    return ["yorisoi/kernel/slots.py: PLACES is gone"]


def public_names(path: Path) -> Iterator[tuple[str, bool]]:
    """What a public.py offers: (name, lacks it a docstring?). Re-exported names have theirs where they live."""
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, not ast.get_docstring(node)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            defined = {each.name for each in parsed(path).body if isinstance(each, ast.FunctionDef)}
            yield from ((name, False) for name in ast.literal_eval(node.value) if name not in defined)


def public_functions(root: Path) -> list[str]:
    """Everything other capabilities may call: a docstring, and a line in the capability's README."""
    faults = []
    for path in sorted(root.glob("yorisoi/**/public.py")):
        for name, undocumented in public_names(path):
            faults += absent(root, [("public name", name)], f"{path.parent.relative_to(root)}/README.md")
            if undocumented:
                faults.append(f"{path.relative_to(root)}: {name}() has no docstring")
    return faults


def readmes(root: Path) -> list[str]:
    """Every capability has a README of at most 40 lines."""
    faults = []
    for name in HEIGHTS:
        if name == "config":
            continue
        path = root / "yorisoi" / name / "README.md"
        count = len(path.read_text(encoding="utf8").splitlines()) if path.exists() else 0
        if not 1 <= count <= 40:
            faults.append(f"yorisoi/{name}/README.md: {count} lines; every capability has one of 1 to 40 lines")
    return faults


def models(root: Path) -> Iterator[tuple[str, str]]:
    """(file, class) of every model."""
    for path in python_files(root, tests=False):
        if "models" in path.parts or path.stem == "models":
            for node in parsed(path).body:
                if isinstance(node, ast.ClassDef) and any("Model" in ast.unparse(each) for each in node.bases):
                    yield str(path.relative_to(root)), node.name


def glossary(root: Path) -> list[str]:
    """Every model stands in the glossary as code, with its Japanese and English word."""
    return absent(root, [("model", name) for _file, name in models(root)], "docs/glossary.md")


LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def dead_links(root: Path) -> list[str]:
    """Links to files that are not there."""
    pages = [*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("yorisoi/**/README.md")]
    return [
        f"{page.relative_to(root)}: nothing lies at {link}"
        for page in sorted(pages)
        for link in LINK.findall(page.read_text(encoding="utf8"))
        if "://" not in link and not link.startswith("mailto:") and not (page.parent / link).exists()
    ]
