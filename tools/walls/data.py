"""Foreign keys point down, by string, and leave no trace on the other side."""

import ast
from pathlib import Path

from tools.walls.tree import HEIGHTS, called, capability, parsed, python_files

RELATIONS = {
    "models.ForeignKey",
    "models.OneToOneField",
    "models.ManyToManyField",
    "ForeignKey",
    "OneToOneField",
    "ManyToManyField",
}


def target_of(node: ast.Call, own: str) -> str | None:
    """The capability a relation points to: "workspace.Brand" -> workspace; None when that cannot be read."""
    target = node.args[0] if node.args else next((word.value for word in node.keywords if word.arg == "to"), None)
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        label = target.value.split(".")[0] if "." in target.value else own
        return label.split("_")[0]
    if isinstance(target, ast.Attribute) and target.attr == "AUTH_USER_MODEL":
        return "workspace"
    if isinstance(target, ast.Name):
        return own  # a class of its own capability; another's cannot be imported
    return None


def option(node: ast.Call, name: str) -> str:
    """An option of a call as written, without quotes."""
    for word in node.keywords:
        if word.arg == name:
            return ast.unparse(word.value).strip("'\"")
    return ""


def foreign_keys(root: Path) -> list[str]:
    """Relations that point up, name a class, leave a reverse name, or cascade across capabilities."""
    faults = []
    for path in python_files(root, tests=False):
        own = capability(root, path)
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or called(node) not in RELATIONS:
                continue
            where = f"{path.relative_to(root)}:{node.lineno}"
            target = target_of(node, own)
            if target is None:
                faults.append(f"{where}: name the model by a string, e.g. 'workspace.Brand'")
            elif target != own:
                if HEIGHTS.get(target, 99) >= HEIGHTS[own]:
                    faults.append(f"{where}: {own} points up to {target}: turn the relation round or publish an event")
                if option(node, "related_name") != "+":
                    faults.append(f'{where}: a relation to {target} needs related_name="+"')
                if not called(node).endswith("ManyToManyField") and not option(node, "on_delete").endswith("PROTECT"):
                    faults.append(f"{where}: a relation to {target} needs on_delete=PROTECT")
    return faults
