"""Who is acting, in which language, what a refusal from any depth looks like; closed unless opened."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from yorisoi.kernel.ui import errors
from yorisoi.workspace.contracts import NOBODY, Actor, NotAllowed, NotFound
from yorisoi.workspace.display import chosen
from yorisoi.workspace.models import User
from yorisoi.workspace.queries.actors import actor_of_user


class ActorMiddleware:
    """`request.actor` (loaded when first asked for; NOBODY when nobody is signed in), the language, 403 and 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))
        with translation.override(_language(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Refusals raised by queries and actions become pages."""
        if isinstance(exception, NotAllowed):
            return errors.permission_denied(request)
        return errors.page_not_found(request) if isinstance(exception, NotFound) else None


class SignInMiddleware:
    """Nothing is shown to strangers but what says `login_not_required`, and the design system's own files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Any, view_func: Callable[..., Any], _view_args: Any, _view_kwargs: Any
    ) -> HttpResponse | None:
        """Send strangers to the sign-in page, and back to where they wanted to go."""
        if request.user.is_authenticated:
            request.actor = _actor(request)  # the thing itself: views ask it often
            return None
        open_to_all = request.resolver_match.app_name == "ui" or not getattr(view_func, "login_required", True)
        return None if open_to_all else _sign_in(request)


def _sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") != "true":
        return redirect_to_login(request.get_full_path())
    # A part of a page must not be replaced by the sign-in page: the whole browser goes there.
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = urlencode({"next": f"{page.path or '/'}{'?' + page.query if page.query else ''}"})
    return HttpResponseClientRedirect(f"{resolve_url(settings.LOGIN_URL)}?{back}")


def _actor(request: Any) -> Actor:
    """Asked for twice in a request: for the language, and for the view."""
    kept: tuple[Any, Actor] | None = request.__dict__.get("_workspace_actor")
    if kept is None or kept[0] is not request.user:
        actor = actor_of_user(request.user) if isinstance(request.user, User) else NOBODY
        kept = request.__dict__["_workspace_actor"] = (request.user, actor)
    return kept[1]


def _language(request: Any) -> str:
    """This browser's choice, else the person's, else what the browser asks for, else the house's."""
    language, _theme = chosen(request)
    return (
        language or (request.actor.user_id and request.actor.language) or translation.get_language_from_request(request)
    )
