"""Believable content for the page that shows all components; nothing here reads or writes data."""

from typing import Any


def components() -> dict[str, Any]:
    """The context of the components page."""
    return {}


def inbox() -> dict[str, Any]:
    """The context of the three-pane example."""
    return {}
