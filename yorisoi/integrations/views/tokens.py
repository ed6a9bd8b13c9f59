"""/settings/api/"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from yorisoi.integrations import actions
from yorisoi.integrations.forms import TokenForm
from yorisoi.integrations.labels import SCOPE_WORDS, TOKEN_STATES
from yorisoi.integrations.queries.tokens import place_choices, tokens
from yorisoi.kernel.ui import render
from yorisoi.workspace.public import StaffRequest


class Tokens(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        values = {"tokens": tokens(request.actor), "states": TOKEN_STATES, "scopes": SCOPE_WORDS}
        return render(request, "integrations/tokens.html", values)

    def post(self, request: StaffRequest) -> HttpResponse:
        form = TokenForm(place_choices(request.actor), request.POST)
        made: list[tuple[UUID, str]] = []
        if form.perform(lambda **given: made.append(actions.create_token(**given)), actor=request.actor):
            return _shown_once(request, form.cleaned_data, made[0][1])
        return render(request, "integrations/token_new.html", {"form": form}, status=422)


class NewToken(View):
    def get(self, request: StaffRequest) -> HttpResponse:
        return render(request, "integrations/token_new.html", {"form": TokenForm(place_choices(request.actor))})


class OneToken(View):
    """DELETE revokes."""

    def delete(self, request: StaffRequest, token_id: UUID) -> HttpResponse:
        actions.revoke_token(actor=request.actor, token_id=token_id)
        messages.success(request, _("The token was revoked. Calls with it are refused from now on."))
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("integrations:tokens")})


def _shown_once(request: StaffRequest, given: dict[str, Any], text: str) -> HttpResponse:
    """The only page that shows it, kept by no browser."""
    response = render(
        request, "integrations/token_made.html", {"name": given["name"], "text": text, "origin": settings.PUBLIC_URL}
    )
    response.headers["Cache-Control"] = "no-store"
    return response
