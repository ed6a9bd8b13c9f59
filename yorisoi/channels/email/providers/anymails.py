"""django-anymail's readers of providers' requests, as far as we let them read.

Theirs are views with settings of the whole site; ours take the mailbox's own secrets, and are asked for events only.
"""

import base64
import json
from typing import Any

from anymail.inbound import AnymailInboundMessage
from anymail.webhooks.amazon_ses import AmazonSESInboundWebhookView, AmazonSESTrackingWebhookView
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.brevo import BrevoInboundWebhookView
from anymail.webhooks.mailtrap import MailtrapInboundWebhookView, MailtrapWebhookView
from anymail.webhooks.resend import ResendInboundWebhookView, ResendTrackingWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView, SendGridTrackingWebhookView
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.http import HttpRequest

from . import sns, svix
from .fetching import Access, brevo_attachment


class SnsCheck(AnymailBaseWebhookView):  # type: ignore[misc]  # anymail has no types
    """Amazon's signature besides anymail's checks, without boto3: what lies in S3 is fetched by s3.py."""

    def __init__(self, **secrets: Any) -> None:
        AnymailBaseWebhookView.__init__(self, **secrets)
        self.auto_confirm_enabled = False  # a job does it, after the commit

    def validate_request(self, request: HttpRequest) -> None:
        sns.check_signature(json.loads(request.body))


class SesTracking(SnsCheck, AmazonSESTrackingWebhookView):  # type: ignore[misc]  # anymail has no types
    """Bounces, complaints and deliveries from Amazon SES."""


class SesInbound(SnsCheck, AmazonSESInboundWebhookView):  # type: ignore[misc]  # anymail has no types
    """Mails from Amazon SES, within the notification."""


class SendGridTracking(SendGridTrackingWebhookView):  # type: ignore[misc]  # anymail has no types
    """Events from SendGrid; signed when the mailbox has the verification key."""

    def __init__(self, **secrets: Any) -> None:
        key = secrets.pop("tracking_webhook_verification_key", "")
        AnymailBaseWebhookView.__init__(self, **secrets)
        self.webhook_verification_key = load_der_public_key(base64.b64decode("".join(key.split()))) if key else None


class SendGridInbound(SendGridInboundWebhookView):  # type: ignore[misc]  # anymail has no types
    """Mails from SendGrid's Inbound Parse."""

    def __init__(self, **secrets: Any) -> None:
        AnymailBaseWebhookView.__init__(self, **secrets)


class SvixCheck(AnymailBaseWebhookView):  # type: ignore[misc]  # anymail has no types
    """Resend's signature, without the library of Svix."""

    warn_if_no_basic_auth = False  # because the signature is checked

    def __init__(self, **secrets: Any) -> None:
        self.key = secrets.pop("signing_secret", "")
        self._svix_webhook = None  # anymail would check with it, too
        AnymailBaseWebhookView.__init__(self, **secrets)

    def validate_request(self, request: HttpRequest) -> None:
        svix.check_signature(self.key, request.headers, request.body)


class ResendTracking(SvixCheck, ResendTrackingWebhookView):  # type: ignore[misc]  # anymail has no types
    """Reports from Resend."""


class ResendInbound(SvixCheck, ResendInboundWebhookView):  # type: ignore[misc]  # anymail has no types
    """Word from Resend that a mail came; fetching.py fetches it."""


class MailtrapInbound(MailtrapInboundWebhookView):  # type: ignore[misc]  # anymail has no types
    """Word from Mailtrap that a mail came; fetching.py fetches it."""

    def __init__(self, **secrets: Any) -> None:
        MailtrapWebhookView.__init__(self, _secret_name="inbound_secret", **secrets)  # noqa: S106 (the name of an option)


class BrevoInbound(BrevoInboundWebhookView):  # type: ignore[misc]  # anymail has no types
    """Mails from Brevo, whose attachments are fetched with the mailbox's API key."""

    def __init__(self, **secrets: Any) -> None:
        self.access: Access = secrets.pop("access", Access(""))
        AnymailBaseWebhookView.__init__(self, **secrets)

    def _fetch_attachment(self, attachment: dict[str, Any]) -> Any:
        content, content_type = brevo_attachment(self.access, str(attachment["DownloadToken"]))
        return AnymailInboundMessage.construct_attachment(
            content_type=content_type or attachment["ContentType"],
            content=content,
            filename=attachment.get("Name"),
            content_id=attachment.get("ContentID"),
        )
