"""Addresses of channels; each kind adds its own."""

from django.urls import include, path

from .views import outbox, unsubscribing

app_name = "channels"
urlpatterns = [
    path("settings/outbox/", outbox.Outbox.as_view(), name="outbox"),
    path("settings/outbox/<uuid:outbound_id>/", outbox.OneOutbound.as_view(), name="outbound"),
    path("settings/outbox/<uuid:outbound_id>/attempts/", outbox.Attempts.as_view(), name="attempts"),
    path("settings/outbox/<uuid:outbound_id>/cancellation/", outbox.Cancellation.as_view(), name="cancellation"),
    path("unsubscribe/<str:token>/", unsubscribing.Unsubscribing.as_view(), name="unsubscribing"),
    path("", include("yorisoi.channels.email.urls")),
    path("", include("yorisoi.channels.form.urls")),
]
