"""The design system's own pages: the joined style sheet, display choices, the page of all components."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from yorisoi.kernel import events
from yorisoi.kernel.ui import errors, examples, shell, stylesheet
from yorisoi.kernel.ui.events import DisplayChosen
from yorisoi.kernel.ui.portal import brand_sheet
from yorisoi.kernel.ui.render import render
from yorisoi.kernel.ui.toasts import toast

_YEAR = 365 * 24 * 3600


@require_GET
def stylesheet_view(_request: HttpRequest, digest: str) -> HttpResponse:
    """All style sheets as one; the address changes with the content, so browsers may keep it for ever."""
    current, content = stylesheet.joined()
    response = HttpResponse(content, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if digest == current else "no-cache"
    return response


@require_GET
def brand_colours(_request: HttpRequest, colour: str) -> HttpResponse:
    """A brand's colour for pages of customers; depends on nothing but the address."""
    response = HttpResponse(brand_sheet(colour), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={24 * 3600}"
    return response


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Choose the language (and theme) of this browser, and tell whoever keeps it with the person."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    language, theme = request.POST.get("language", ""), request.POST.get("theme", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=_YEAR, samesite="Lax")
    if theme in shell.THEMES:
        response.set_cookie(shell.THEME_COOKIE, theme, max_age=_YEAR, samesite="Lax")
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        events.publish(DisplayChosen(user_id=user.pk, language=language, theme=theme))
    return response


def _only_for_builders() -> None:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component with believable content; only in development and in the demo."""
    _only_for_builders()
    return render(request, "ui/guide/page.html", examples.components())


@require_GET
def inbox_example(request: HttpRequest) -> HttpResponse:
    """The three panes as they are meant to be."""
    _only_for_builders()
    return render(request, "ui/guide/inbox.html", examples.inbox())


@require_GET
def slow_part(request: HttpRequest) -> HttpResponse:
    """A part that loads itself, for the page of components."""
    _only_for_builders()
    return render(request, "ui/guide/part.html")


@require_GET
def toast_example(_request: HttpRequest) -> HttpResponse:
    """A notice that can be undone, as it looks after sending."""
    _only_for_builders()
    return toast(HttpResponse(status=204), "返信しました", undo_url=reverse("ui:toast-example"), seconds=10)


@require_GET
def state(request: HttpRequest, status: int) -> HttpResponse:
    """A designed error page, to look at."""
    _only_for_builders()
    pages = {
        400: errors.bad_request,
        403: errors.permission_denied,
        404: errors.page_not_found,
        419: errors.csrf_failure,
    }
    return errors.server_error(request) if status == 500 else pages.get(status, errors.page_not_found)(request)
