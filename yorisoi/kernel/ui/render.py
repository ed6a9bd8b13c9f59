"""Pages and their parts: one template serves the full page and, for htmx, one of its blocks."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.utils.cache import patch_vary_headers
from jinja2 import Environment
from jinja2_fragments import BlockNotFoundError


def jinja() -> Environment:
    """The environment of the product's templates."""
    return cast("Environment", cast("Any", engines["jinja2"]).env)


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page (not for a boosted page or one restored from history)."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and not (
        headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    )


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    block: str | Sequence[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with a template; with `block` (a name, or several) htmx gets only that part.

    The context gains `request`, `actor`, `csrf_input` and `csrf_token`. Raises jinja2.TemplateNotFound and, for an
    unknown block, BlockNotFoundError.
    """
    values = page_values(request) | dict(context or {})
    if block is not None and wants_part(request):
        blocks = [block] if isinstance(block, str) else list(block)
        html = render_blocks(template, blocks, values)
    else:
        html = jinja().get_template(template).render(values)
    response = HttpResponse(html, status=status)
    if block is not None:
        patch_vary_headers(response, ["HX-Request"])
    return response


def render_part(request: HttpRequest, template: str, block: str, context: Mapping[str, Any] | None = None) -> str:
    """One block of a template as text, whoever asks; for answers joined from several parts."""
    return render_blocks(template, [block], page_values(request) | dict(context or {}))


class _SafetyToken:
    """The safety token of a request, made when a template first writes it and then the same all over the page."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _token(self) -> str:
        return get_token(self._request)

    def __str__(self) -> str:
        return self._token


class _SafetyInput:
    """The hidden field with the token, for forms."""

    def __init__(self, token: _SafetyToken) -> None:
        self._token = token

    def __html__(self) -> str:
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{self._token}">'

    __str__ = __html__


def page_values(request: HttpRequest) -> dict[str, Any]:
    """What every template may use besides its own context."""
    token = _SafetyToken(request)
    return {
        "request": request,
        "actor": getattr(request, "actor", None),
        "csrf_input": _SafetyInput(token),
        "csrf_token": token,
    }


def render_blocks(template_name: str, blocks: Sequence[str], values: Mapping[str, Any]) -> str:
    """Render blocks of a template, own or inherited, alone.

    jinja2-fragments calls a block without running the template's top level, so macros imported there would be missing.
    Here the top level runs first, up to its first output, and the blocks see what it imported and set.
    """
    environment = jinja()
    template = environment.get_template(template_name)
    context = template.new_context(dict(values))
    try:
        next(iter(template.root_render_func(context)), None)
        for name in blocks:
            if name not in context.blocks:
                raise BlockNotFoundError(name, template_name)
        return environment.concat(chain.from_iterable(context.blocks[name][0](context) for name in blocks))
    except BlockNotFoundError:
        raise
    except Exception:
        environment.handle_exception()
