"""Templates include and link only themselves, kernel/ui and what lies below."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from tools.walls.tree import HEIGHTS, capability

# Libraries' pages and kernel's parts, by the first word of their templates and URL names.
_OWNERS = (
    dict.fromkeys(("ui", "search"), "kernel")
    | {"demo": "config"}
    | dict.fromkeys(("account", "mfa", "usersessions"), "workspace")
)


def names_reached(source: str) -> Iterator[str]:
    """Templates and URL names that a Jinja2 template names by a constant."""
    tree = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True).parse(source)
    for kind in (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport):
        for node in tree.find_all(kind):
            template = getattr(node, "template", None)
            if isinstance(template, nodes.Const):
                yield str(template.value)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "url" and call.args:
            first = call.args[0]
            if isinstance(first, nodes.Const):
                yield str(first.value)


def reach(root: Path) -> list[str]:
    """Templates that name something higher than themselves, or cannot be read."""
    faults = []
    for path in sorted(root.glob("yorisoi/**/jinja2/**/*.html")):
        own, name = capability(root, path), path.relative_to(root)
        try:
            reached = list(names_reached(path.read_text(encoding="utf8")))
        except TemplateSyntaxError as error:
            faults.append(f"{name}:{error.lineno}: {error.message}")
            continue
        for each in reached:
            target = each.replace(":", "/").split("/")[0].split("_")[0]
            target = _OWNERS.get(target, target)
            if target != own and HEIGHTS.get(target, 99) >= HEIGHTS[own]:
                faults.append(f"{name}: reaches up to {each}: offer a slot instead")
    return faults
