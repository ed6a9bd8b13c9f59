"""The design system and the console's frame. From outside use `render`, `render_part` and `toast`, and the macros."""

from yorisoi.kernel.ui.render import render, render_part
from yorisoi.kernel.ui.toasts import toast

__all__ = ["render", "render_part", "toast"]
