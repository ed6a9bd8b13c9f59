"""What axes asks about a failed sign-in: whose name was tried, and what a locked-out browser is shown."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from yorisoi.kernel.ui.render import render


def tried_name(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The address somebody tried to sign in with, in lower case; axes counts failures by it."""
    given = (credentials or {}).get("email") or (request.POST.get("login") if request is not None else "")
    return str(given or "").strip().lower()[:254]


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, _credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Too many wrong passwords: the same page whether or not the address exists."""
    return render(request, "workspace/locked_out.html", status=429)
