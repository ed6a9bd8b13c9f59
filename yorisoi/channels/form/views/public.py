"""/forms/: what customers see. Open to everybody; no cookie is set or needed (see ticket.py)."""

from functools import cache
from pathlib import Path
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from yorisoi.workspace.contracts import NotFound

from ..drawing import answer, page
from ..queries import case_number
from ..ticket import TicketRefused, read_receipt
from ..visiting import Outcome, network_address, opened, outcome_of, returned, too_large

_EMBED = Path(__file__).parent.parent / "static" / "channels" / "form" / "embed.js"


class Public(View):
    """A view that asks nobody to sign in."""

    @method_decorator((csrf_exempt, login_not_required))
    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        assert isinstance(response, HttpResponse)
        return response


class FormPage(Public):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return answer(Outcome("form", opened(request, slug)))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        visit = opened(request, slug)
        if too_large(visit):
            return page(visit, "too_large.html", {"most": visit.form.most_megabytes}, 413)
        visit = returned(visit)
        with translation.override(visit.language):
            step = request.POST.get("step", "check")
            return answer(outcome_of(visit, step, network_address(request)))


class Thanks(Public):
    def get(self, request: HttpRequest, slug: str, receipt: str) -> HttpResponse:
        visit = opened(request, slug)
        received_id, reference = _receipt(receipt)
        number = case_number(received_id)
        thanks = visit.form.says("thanks", visit.language)
        values = {"reference": reference, "number": number, "thanks": thanks, "receipt": receipt}
        return page(visit, "thanks.html", values)


class Number(Public):
    """The number under which a message was taken up, as soon as there is one; the thank-you page asks for it."""

    def get(self, request: HttpRequest, slug: str, receipt: str) -> HttpResponse:
        opened(request, slug)
        number = case_number(_receipt(receipt)[0])
        answer = HttpResponse(number, status=200 if number else 204, content_type="text/plain; charset=utf-8")
        answer.headers["Cache-Control"] = "no-store"
        return answer


class EmbedScript(Public):
    """The script that other sites load with one tag; its address never changes."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        answer = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
        answer.headers["Cache-Control"] = "public, max-age=3600"
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer


@cache
def _script() -> bytes:
    return _EMBED.read_bytes()


def _receipt(text: str) -> tuple[UUID, str]:
    try:
        return read_receipt(text)
    except TicketRefused:
        raise NotFound("receipt") from None
