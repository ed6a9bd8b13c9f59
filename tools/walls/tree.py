"""Reading a tree of source files without importing them."""

import ast
from collections.abc import Iterator
from pathlib import Path

# Low to high; settings.CAPABILITIES again (a test compares), so that a tree can be judged without importing it.
HEIGHTS = {
    name: height
    for height, name in enumerate(
        ["evidence", "kernel", "workspace", "customers", "channels", "desk", "insights", "integrations", "config"]
    )
}


def python_files(root: Path, *, tests: bool = True) -> Iterator[Path]:
    """Our own modules below `yorisoi/`, without migrations."""
    for path in sorted(root.glob("yorisoi/**/*.py")):
        if "migrations" not in path.parts and (tests or "tests" not in path.parts):
            yield path


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf8"), str(path))


def capability(root: Path, path: Path) -> str:
    """The capability a file belongs to: yorisoi/channels/email/models/x.py -> channels."""
    parts = path.relative_to(root / "yorisoi").parts
    return parts[0] if len(parts) > 1 else ""


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf8").splitlines())


def called(node: ast.Call) -> str:
    """The dotted name of what a call calls, as written: models.ForeignKey, enqueue; empty when it is no plain name."""
    parts: list[str] = []
    target: ast.expr = node.func
    while isinstance(target, ast.Attribute):
        parts.append(target.attr)
        target = target.value
    if isinstance(target, ast.Name):
        parts.append(target.id)
    return ".".join(reversed(parts))
