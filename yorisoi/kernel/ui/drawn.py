"""The frame's markup, drawn once for each set of choices and kept: it is the same on every page a person opens."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.template import engines
from markupsafe import Markup, escape

from yorisoi.kernel.ui.shell import Frame, frame_of

CSRF, HERE = "[csrf]", "[here]"


def shell(request: HttpRequest, csrf_input: object) -> Markup:
    """Top bar and rail."""
    return _filled("ui/frame/shell.html", request, csrf_input)


def language_switch(request: HttpRequest, csrf_input: object) -> Markup:
    """The choice of language under a page on its own."""
    return _filled("ui/frame/plain.html", request, csrf_input)


def overlays(language: str) -> Markup:
    """Notices, palette, key list, question, live regions: hidden until needed."""
    return _draw("ui/frame/overlays.html", Frame(language))


def _filled(template: str, request: HttpRequest, csrf_input: object) -> Markup:
    kept = str(_draw(template, frame_of(request)))
    return Markup(kept.replace(CSRF, str(csrf_input)).replace(HERE, str(escape(request.get_full_path()))))


def _draw(template: str, frame: Frame) -> Markup:
    return _fresh(template, frame) if settings.DEBUG else _kept(template, frame)


@lru_cache(maxsize=2048)
def _kept(template: str, frame: Frame) -> Markup:
    return _fresh(template, frame)


def _fresh(template: str, frame: Frame) -> Markup:
    return Markup(engines["jinja2"].get_template(template).render({"frame": frame}))
