"""Addresses of integrations. The API itself is loaded when it is first called."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from yorisoi.integrations.views import tokens, webhooks

app_name = "integrations"


@login_not_required
@csrf_exempt
def api(request: HttpRequest, rest: str) -> HttpResponse:
    """Every call of the public API: signed by a token, never by the browser's session."""
    from yorisoi.integrations.api.gate import answer

    return answer(request, rest)


@login_not_required
@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """openapi.json, in the language of Accept-Language."""
    from yorisoi.integrations.api.document import openapi

    return JsonResponse(openapi(get_language_from_request(request)))


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The same as a page."""
    from yorisoi.integrations.api.reference import page

    return page(request)


urlpatterns: list[URLPattern] = [
    path("api/v1/openapi.json", document, name="document"),
    path("api/v1/docs", reference, name="reference"),
    re_path(r"^api/v1/(?P<rest>(?s:.*))\Z", api, name="api"),
    path("settings/api/", tokens.Tokens.as_view(), name="tokens"),
    path("settings/api/new/", tokens.NewToken.as_view(), name="token-new"),
    path("settings/api/<uuid:token_id>/", tokens.OneToken.as_view(), name="token"),
    path("settings/webhooks/", webhooks.Webhooks.as_view(), name="webhooks"),
    path("settings/webhooks/new/", webhooks.NewWebhook.as_view(), name="webhook-new"),
    path("settings/webhooks/<uuid:endpoint_id>/", webhooks.OneWebhook.as_view(), name="webhook"),
    path("settings/webhooks/<uuid:endpoint_id>/secret/", webhooks.Secret.as_view(), name="webhook-secret"),
    path("settings/webhooks/<uuid:endpoint_id>/test/", webhooks.Test.as_view(), name="webhook-test"),
    path("settings/webhooks/<uuid:endpoint_id>/stop/", webhooks.Stop.as_view(), name="webhook-stop"),
    path("settings/webhooks/<uuid:endpoint_id>/resumption/", webhooks.Resumption.as_view(), name="webhook-resumption"),
    path(
        "settings/webhooks/deliveries/<uuid:delivery_id>/repetition/",
        webhooks.Repetition.as_view(),
        name="webhook-repetition",
    ),
]
