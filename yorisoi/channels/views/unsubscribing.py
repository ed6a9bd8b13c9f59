"""/unsubscribe/…/: where whoever gets campaigns leaves them, by one press here or by one in their mail program."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from yorisoi.kernel.ui import render
from yorisoi.kernel.ui.portal import Portal
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import NotFound

from .. import actions, queries
from ..contracts import UnknownMessage


@method_decorator((csrf_exempt, login_not_required), name="dispatch")
class Unsubscribing(View):
    """The token is the proof. Looking changes nothing, for scanners open every link; mail programs POST (RFC 8058)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return _page(request, token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            actions.unsubscribe(token=token)
        except UnknownMessage:
            raise NotFound("message") from None
        return _page(request, token)


def _page(request: HttpRequest, token: str) -> HttpResponse:
    try:
        asked = queries.subscription_of(token)
    except UnknownMessage:
        raise NotFound("message") from None
    [brand] = workspace.brands([asked.brand_id])
    portal = Portal(brand.name, brand.colour, get_language() or brand.language)
    return render(request, "channels/unsubscribe.html", {"portal": portal, "asked": asked})
