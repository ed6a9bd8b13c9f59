"""Believable content for the page that shows all components; nothing here reads or writes data."""

from yorisoi.kernel.ui.examples.desk import inbox
from yorisoi.kernel.ui.examples.parts import components

__all__ = ["components", "inbox"]
