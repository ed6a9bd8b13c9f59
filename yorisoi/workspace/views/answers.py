"""Answers that several views give."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from yorisoi.kernel.ui.toasts import toast

INVALID = 422


def moved_on(request: HttpRequest, text: str, url_name: str, **kwargs: object) -> HttpResponse:
    """Say what was done on the next page."""
    messages.success(request, text)
    address = reverse(url_name, kwargs=kwargs or None)
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else HttpResponseRedirect(address)


def tried(request: HttpRequest, act: Callable[[], object], text: str, url_name: str, **kwargs: object) -> HttpResponse:
    """Do something that has no form to explain itself in: a refusal by the rules is shown as a notice."""
    try:
        act()
    except ValidationError as error:
        return toast(HttpResponse(status=204), " ".join(error.messages), "danger")
    return moved_on(request, text, url_name, **kwargs)
