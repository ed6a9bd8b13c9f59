"""The icon sprite: one inline SVG a page, drawn on a 24 px grid (jinja2/ui/icons.svg), used by name."""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

_SPRITE = Path(__file__).parent / "jinja2" / "ui" / "icons.svg"


@cache
def sprite() -> Markup:
    """The whole sprite, to stand once in the body of every page."""
    return Markup(_SPRITE.read_text(encoding="utf8").replace("\n", ""))


@cache
def names() -> frozenset[str]:
    """All icons there are."""
    return frozenset(re.findall(r'<symbol id="i-([a-z-]+)"', sprite()))


@cache
def icon(name: str, label: str = "") -> Markup:
    """An icon as markup; decorative unless `label` gives it words. Raises KeyError for a name the sprite lacks."""
    if name not in names():
        raise KeyError(f"no icon {name!r} in {_SPRITE.name}")
    use = Markup(f'<use href="#i-{name}"/></svg>')
    if not label:
        return Markup('<svg class="icon" aria-hidden="true">') + use
    return Markup('<svg class="icon" role="img" aria-label="{}">').format(escape(label)) + use
