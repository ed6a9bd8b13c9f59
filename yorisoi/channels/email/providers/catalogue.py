"""The providers whose requests are understood, and how each proves that it is the provider."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from anymail.webhooks import (
    brevo,
    mailersend,
    mailgun,
    mailjet,
    mailtrap,
    mandrill,
    postal,
    postmark,
    sparkpost,
)

from . import anymails, fetching, raw, s3
from .fetching import Access
from .names import KEYED, TITLES, USER
from .posted import Posted

_BASIC = "webhook_secret"


@dataclass(frozen=True, slots=True)
class Provider:
    """inbound_key, tracking_key: the options of anymail that take the provider's own signing key, where it has one.

    fetch: gets mails that lie at the service; None from it when the request is about nothing that lies there.
    """

    name: str
    inbound: Callable[..., Any]
    tracking: Callable[..., Any]
    raws: raw.Raws
    inbound_key: str = ""
    tracking_key: str = ""
    fetch: Callable[[Posted, Access], list[raw.RawMail] | None] | None = None

    @property
    def title(self) -> str:
        """Its name as people write it."""
        return TITLES[self.name]

    @property
    def keyed(self) -> bool:
        """It signs with its own key; without it nothing is taken. The others send user and password of the address."""
        return self.name in KEYED

    def view(self, what: str, *, password: str, key: str, url: str, access: Access) -> Any:
        """anymail's reader for what was sent ("inbound" or "tracking"), with this mailbox's secrets."""
        option = self.tracking_key if what == "tracking" else self.inbound_key
        secrets: dict[str, Any] = {_BASIC: f"{USER}:{password}"} if not self.keyed else {}
        if option and key:
            secrets[option] = key
        if self.name == "mandrill":
            secrets["webhook_url"] = url  # part of what it signs
        if self.name == "brevo" and what == "inbound":
            secrets["access"] = access
        return (self.tracking if what == "tracking" else self.inbound)(**secrets)


PROVIDERS = {
    each.name: each
    for each in (
        Provider(
            "mailgun", mailgun.MailgunInboundWebhookView, mailgun.MailgunTrackingWebhookView, raw.mailgun,
            "webhook_signing_key", "webhook_signing_key",
        ),
        Provider(
            "sendgrid", anymails.SendGridInbound, anymails.SendGridTracking, raw.sendgrid,
            "", "tracking_webhook_verification_key",
        ),
        Provider("postmark", postmark.PostmarkInboundWebhookView, postmark.PostmarkTrackingWebhookView, raw.postmark),
        Provider("ses", anymails.SesInbound, anymails.SesTracking, raw.ses, fetch=s3.mails),
        Provider(
            "mandrill", mandrill.MandrillCombinedWebhookView, mandrill.MandrillCombinedWebhookView, raw.mandrill,
            "webhook_key", "webhook_key",
        ),
        Provider(
            "sparkpost", sparkpost.SparkPostInboundWebhookView, sparkpost.SparkPostTrackingWebhookView, raw.sparkpost,
        ),
        Provider(
            "mailersend", mailersend.MailerSendInboundWebhookView, mailersend.MailerSendTrackingWebhookView,
            raw.mailersend, "inbound_secret", "signing_secret",
        ),
        Provider(
            "postal", postal.PostalInboundWebhookView, postal.PostalTrackingWebhookView, raw.postal,
            "webhook_key", "webhook_key",
        ),
        Provider("mailjet", mailjet.MailjetInboundWebhookView, mailjet.MailjetTrackingWebhookView, raw.parts_only),
        Provider("brevo", anymails.BrevoInbound, brevo.BrevoTrackingWebhookView, raw.parts_only),
        Provider(
            "resend", anymails.ResendInbound, anymails.ResendTracking, raw.parts_only,
            "signing_secret", "signing_secret", fetching.resend,
        ),
        Provider(
            "mailtrap", anymails.MailtrapInbound, mailtrap.MailtrapTrackingWebhookView, raw.parts_only,
            "inbound_secret", "tracking_secret", fetching.mailtrap,
        ),
    )
}  # fmt: skip
