"""Addresses of the kind `email`, within those of channels."""

from django.urls import path

from .views import mailboxes

urlpatterns = [
    path("settings/mailboxes/", mailboxes.Mailboxes.as_view(), name="mailboxes"),
    path("settings/mailboxes/new/", mailboxes.NewMailbox.as_view(), name="mailbox-new"),
    path("settings/mailboxes/<uuid:mailbox_id>/", mailboxes.OneMailbox.as_view(), name="mailbox"),
    path("settings/mailboxes/<uuid:mailbox_id>/trials/", mailboxes.Trials.as_view(), name="trials"),
]
