"""The request as views of the console get it; for annotations."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from yorisoi.workspace.contracts import Actor


class StaffRequest(HttpRequest):
    """A request after the middleware: `actor` is NOBODY when nobody is signed in."""

    actor: Actor
    htmx: HtmxDetails
