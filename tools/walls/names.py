"""Names that say nothing, and calls that go round the architecture."""

import ast
from pathlib import Path

from tools.walls.tree import called, parsed, python_files

BANNED_MODULES = {
    "utils",
    "helpers",
    "common",
    "misc",
    "core",
    "base",
    "manager",
    "service",
    "util",
    "helper",
    "managers",
    "services",
}
BANNED_CALLS = {
    "apps.get_model": "ask the other capability's public.py",
    "timezone.now": "use yorisoi.kernel.clock.now(), which tests and the demo can move",
    "datetime.now": "use yorisoi.kernel.clock.now(), which tests and the demo can move",
    "datetime.utcnow": "use yorisoi.kernel.clock.now()",
    "time.sleep": "wait on an event or a condition",
}
CLOCK = "yorisoi/kernel/clock.py"


def modules(root: Path) -> list[str]:
    """Modules whose name is a drawer."""
    found = [path for path in sorted(root.glob("yorisoi/**/*.py")) if path.stem in BANNED_MODULES]
    found += [path.parent for path in sorted(root.glob("yorisoi/**/__init__.py")) if path.parent.name in BANNED_MODULES]
    return [f"{path.relative_to(root)}: no module may be called {path.stem}: name what it does" for path in found]


def calls(root: Path) -> list[str]:
    """get_model, the wall clock, signals between capabilities, the Django admin."""
    faults = []
    for path in python_files(root):
        name = str(path.relative_to(root))
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and (reason := BANNED_CALLS.get(called(node))) and name != CLOCK:
                faults.append(f"{name}:{node.lineno}: {called(node)}(): {reason}")
            if isinstance(node, ast.Name | ast.Attribute):
                word = node.id if isinstance(node, ast.Name) else node.attr
                if word in {"post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed"}:
                    faults.append(f"{name}:{node.lineno}: {word}: publish an event instead")
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django.contrib.admin"):
                faults.append(f"{name}:{node.lineno}: no Django admin: build the page")
    return faults


def jobs(root: Path) -> list[str]:
    """Every job that is enqueued by name is registered by that name."""
    registered, asked = set(), []
    for path in python_files(root, tests=False):
        for node in ast.walk(parsed(path)):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            word, first = called(node), node.args[0].value
            if word in {"jobs.job", "job"} and isinstance(first, str):
                registered.add(first)
            if word in {"jobs.enqueue", "enqueue"} and isinstance(first, str):
                asked.append((f"{path.relative_to(root)}:{node.lineno}", first))
    return [f"{where}: no job is registered as {name!r}" for where, name in asked if name not in registered]
