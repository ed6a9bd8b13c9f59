"""Nothing grows without bound. The numbers are the house's; the exceptions are one list that only shrinks."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.walls.tree import lines, parsed, python_files

MOST = {
    "yorisoi/**/*.py": 400,
    "tools/**/*.py": 400,
    "tests/**/*.py": 400,
    "yorisoi/**/jinja2/**/*.html": 120,
    "yorisoi/**/templates/**/*.html": 120,
    "yorisoi/**/*.css": 300,
    "yorisoi/**/*.js": 200,
}
FUNCTION = 50
VIEW = 15
STILL_ALLOWED: dict[str, int] = {}  # path, or path::function -> lines; only shrinks


def files(root: Path) -> list[str]:
    """Files longer than their kind may be."""
    return [
        f"{name}: {count} lines, at most {most}: split it by what it does"
        for pattern, most in MOST.items()
        for path in sorted(root.glob(pattern))
        if "migrations" not in path.parts
        and (count := lines(path)) > STILL_ALLOWED.get(name := str(path.relative_to(root)), most)
    ]


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its length in lines, decorators and docstring left out."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            first = node.body[0]
            is_doc = (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            )
            doc = (first.end_lineno or first.lineno) - first.lineno + 1 if is_doc else 0
            yield node.name, node.end_lineno - node.lineno + 1 - doc


def functions(root: Path) -> list[str]:
    """Functions of more than 50 lines, views of more than 15."""
    faults = []
    for path in python_files(root):
        name = str(path.relative_to(root))
        is_view = "tests" not in path.parts and (path.stem == "views" or path.parent.name == "views")
        most = VIEW if is_view else FUNCTION
        for function, count in functions_of(path):
            if count > STILL_ALLOWED.get(f"{name}::{function}", most):
                faults.append(f"{name}: {function}() has {count} lines, at most {most}")
    return faults
