"""The pages shown when something is refused, missing or broken: what happened, what is safe, what to do."""

import logging
import uuid

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from yorisoi.kernel.ui.render import jinja, page_values, wants_part

log = logging.getLogger(__name__)


def error_page(
    request: HttpRequest, status: int, *, title: str, text: str, hint: str = "", icon: str = "error"
) -> HttpResponse:
    """A designed answer with any status; htmx gets the words alone, to stand where the part would have stood."""
    values = page_values(request) | {
        "status": status,
        "title": title,
        "text": text,
        "hint": hint,
        "icon_name": icon,
        "reference": "",
        "back": _back(request),
    }
    name = "ui/states/part.html" if wants_part(request) else "ui/states/page.html"
    return HttpResponse(jinja().get_template(name).render(values), status=status)


def _back(request: HttpRequest) -> str:
    """Where the person came from, if it was one of our own pages and going there again is harmless."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours and came_from != request.build_absolute_uri() else ""


def bad_request(request: HttpRequest, exception: object = None, **_named: object) -> HttpResponse:
    """400: the request could not be read, or was more than may be sent at a time."""
    if isinstance(exception, TooManyFilesSent):
        return error_page(
            request, 400, title=_("Too many files at a time"),
            text=_("At most %(most)s files can be sent at a time. None of them was taken, nothing was changed.")
            % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES},
            hint=_("Go back and send them in several goes, or pack them as zip."),
        )  # fmt: skip
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return error_page(
            request, 400, title=_("Too much at a time"),
            text=_("The form holds more than can be sent at a time. Nothing was changed."),
            hint=_("Go back and send less of it."),
        )  # fmt: skip
    return error_page(
        request, 400, title=_("We could not read this request"),
        text=_("The address or the form was not complete. Nothing was changed."),
        hint=_("Go back and try once more."),
    )  # fmt: skip


def csrf_failure(request: HttpRequest, *_given: object, **_named: object) -> HttpResponse:
    """400-like answer (status 403) for a form whose safety token no longer fits."""
    return error_page(
        request, 403, icon="lock", title=_("This form is no longer valid"),
        text=_("It was open for too long, or you signed in again elsewhere. Nothing was sent."),
        hint=_("Go back, reload the page and send it again. Your text is kept in the browser where drafts are saved."),
    )  # fmt: skip


def permission_denied(request: HttpRequest, *_given: object, **_named: object) -> HttpResponse:
    """403: signed in, but not allowed."""
    return error_page(
        request, 403, icon="lock", title=_("You may not open this page"),
        text=_("Your role does not include it. Nothing was changed."),
        hint=_("If you need it for your work, ask an administrator for the permission."),
    )  # fmt: skip


def page_not_found(request: HttpRequest, *_given: object, **_named: object) -> HttpResponse:
    """404: nothing here, or nothing this person may know of."""
    return error_page(
        request, 404, icon="search", title=_("There is nothing here"),
        text=_("The address may be mistyped, or the page belongs to another brand or was merged."),
        hint=_("Search for the number or a name, or go back."),
    )  # fmt: skip


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; the page is drawn without database, session or translations that could fail again."""
    reference = uuid.uuid4().hex[:8]
    log.error("reference %s: %s %s failed", reference, request.method, request.path)
    values = {"request": None, "reference": reference, "status": 500, "icon_name": "warning", "back": ""} | {
        "title": _("Something went wrong on our side"),
        "text": _("What was saved before is safe. What you just sent may not have been saved."),
        "hint": _("Look at what was saved before you send it again. If it happens twice, tell an administrator:"),
    }
    name = "ui/states/part.html" if wants_part(request) else "ui/states/page.html"
    return HttpResponse(jinja().get_template(name).render(values), status=500)
