"""django-anymail's readers of providers' requests, as far as we let them read.

Theirs are views with settings of the whole site; ours take the mailbox's own secrets, and are asked for events only.
"""

import base64
import json
from typing import Any

from anymail.webhooks.amazon_ses import AmazonSESInboundWebhookView, AmazonSESTrackingWebhookView
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView, SendGridTrackingWebhookView
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.http import HttpRequest

from . import sns


class SnsCheck(AnymailBaseWebhookView):  # type: ignore[misc]  # anymail has no types
    """Amazon's signature besides anymail's checks, without boto3: we neither fetch from S3 nor sign in to AWS."""

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
