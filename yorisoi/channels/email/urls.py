"""Addresses of the kind `email`, within those of channels."""

from django.urls import path

from .views import consents, hooks, imports, mailboxes, signing

urlpatterns = [
    path("settings/mailboxes/", mailboxes.Mailboxes.as_view(), name="mailboxes"),
    path("settings/mailboxes/new/", mailboxes.NewMailbox.as_view(), name="mailbox-new"),
    path("settings/mailboxes/<uuid:mailbox_id>/", mailboxes.OneMailbox.as_view(), name="mailbox"),
    path("settings/mailboxes/<uuid:mailbox_id>/trials/", mailboxes.Trials.as_view(), name="trials"),
    path("settings/mailboxes/<uuid:mailbox_id>/hook/", mailboxes.HookSecret.as_view(), name="hook-secret"),
    path("settings/mailboxes/<uuid:mailbox_id>/consent/", consents.Question.as_view(), name="consent"),
    path("settings/mailboxes/consent/", consents.Return.as_view(), name="consent-return"),
    path("settings/mailboxes/<uuid:mailbox_id>/signing-key/", signing.SigningKey.as_view(), name="signing-key"),
    path("settings/mailboxes/<uuid:mailbox_id>/signature/", signing.Signature.as_view(), name="signature"),
    path("settings/imports/", imports.Imports.as_view(), name="imports"),
    path("settings/imports/<uuid:import_id>/", imports.OneImport.as_view(), name="import"),
    path("settings/imports/<uuid:import_id>/report/", imports.Report.as_view(), name="import-report"),
    path("settings/imports/<uuid:import_id>/stop/", imports.Stop.as_view(), name="import-stop"),
    path("hooks/mail/<uuid:mailbox_id>/inbound/", hooks.Inbound.as_view(), name="hook-inbound"),
    # Mailgun sends whole mails only to an address that ends so.
    path("hooks/mail/<uuid:mailbox_id>/inbound_mime/", hooks.Inbound.as_view(), name="hook-inbound-mime"),
    path("hooks/mail/<uuid:mailbox_id>/tracking/", hooks.Tracking.as_view(), name="hook-tracking"),
]
