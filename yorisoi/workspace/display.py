"""Language and appearance: the person's own on every browser, kept in the cookies that every page reads."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yorisoi.kernel.ui.shell import THEME_COOKIE, THEMES

_YEAR = 365 * 24 * 3600


def remember[R: HttpResponse](response: R, language: str, theme: str) -> R:
    """Put a person's language and theme (auto, light, dark) into the browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def chosen(request: HttpRequest) -> tuple[str, str]:
    """Language and theme that this browser holds; empty where it holds none."""
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return (language if language in dict(settings.LANGUAGES) else ""), request.COOKIES.get(THEME_COOKIE, "")
