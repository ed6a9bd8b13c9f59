"""What the small server of the browser tests answers, and who is signed in there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

from yorisoi.kernel.slots import NavEntry
from yorisoi.kernel.tests.ui.test_frame import Acting


def nothing(_request: HttpRequest) -> HttpResponse:
    """A page that is somebody else's."""
    return HttpResponse(status=204)


def sign_in(_request: HttpRequest) -> HttpResponse:
    """The page of signing in, as far as it matters here."""
    return HttpResponse("<p>password</p>")


urlpatterns = [
    path("", include("yorisoi.kernel.ui.urls")),
    path("accounts/logout/", lambda _request: HttpResponseRedirect("/accounts/login/"), name="account_logout"),
    path("accounts/login/", sign_in),
    path("elsewhere/", lambda _request: HttpResponseRedirect("/accounts/login/")),
    path("search/", nothing),
    path("live", nothing),
]
NAV = [
    NavEntry("ui:inbox-example", "受信箱", "inbox", 1, None, "i"),
    NavEntry("ui:components", "ナレッジ", "book", 2, None, "k"),
]


def acting_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Somebody is signed in, without a database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = Acting()  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
