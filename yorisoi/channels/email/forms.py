"""What an administrator fills in for a mail address."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yorisoi.channels.models import Mailbox
from yorisoi.kernel.ui.forms import ActionForm
from yorisoi.workspace.contracts import BrandInfo

from .account import NotSetUp, new_hook_secret, sealed, secrets_of
from .oauth_presets import preset
from .providers.names import FETCHED, KEYED, TITLES
from .settings_values import config_of, values_of

SECURITY = (
    ("tls", gettext_lazy("TLS from the start")),
    ("starttls", "STARTTLS"),
    ("none", gettext_lazy("None (only within one machine)")),
)
INCOMING = (
    ("imap", gettext_lazy("Fetched by IMAP")),
    ("lmtp", gettext_lazy("Handed over by our mail server (LMTP or SMTP)")),
    ("hook", gettext_lazy("Handed over by a mail service (webhook)")),
    ("none", gettext_lazy("Not at all: this address only sends")),
)
AFTER = (
    ("keep", gettext_lazy("Stay there as they are")),
    ("seen", gettext_lazy("Are marked as read there")),
    ("move", gettext_lazy("Are moved to another folder there")),
    ("delete", gettext_lazy("Are deleted there")),
)
SIGN_IN = (
    ("password", gettext_lazy("User name and password")),
    ("oauth2", gettext_lazy("OAuth2 (Google, Microsoft)")),
)
GRANTS = (
    ("refresh_token", gettext_lazy("With the consent of the mailbox's owner")),
    ("client_credentials", gettext_lazy("As the application (Microsoft)")),
)
PROVIDERS = (("", gettext_lazy("None")), *TITLES.items())
_KEPT = gettext_lazy("Stored, never shown again. Leave it empty to keep it.")

# title, names of the fields
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    ("", ("brand_id", "name", "address", "display_name", "aliases", "active")),
    (
        gettext_lazy("Mail in"),
        (
            "incoming", "imap_host", "imap_port", "imap_security", "imap_user", "imap_password", "folders", "after",
            "move_to", "backlog", "idle",
        ),
    ),
    (
        gettext_lazy("Mail out"),
        (
            "smtp_host", "smtp_port", "smtp_security", "smtp_user", "smtp_password", "plus_addressing", "body_marker",
            "automatic_limit",
        ),
    ),
    (
        gettext_lazy("Signing in to the servers"),
        (
            "sign_in", "verify", "client_id", "client_secret", "authorize_url", "token_url", "scope", "grant",
            "refresh_token",
        ),
    ),
    (gettext_lazy("Mail service (webhooks)"), ("hook_provider", "hook_key", "hook_token", "hook_user")),
)  # fmt: skip


def _secret(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": "new-password"})
    return forms.CharField(
        label=label, required=False, strip=False, max_length=8000, widget=widget, help_text=help_text
    )


def _port(label: Any, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=65535, initial=initial)


class MailboxForm(ActionForm):
    """All settings of one address; the action gets them as `config` and a sealed `secret`."""

    brand_id = forms.TypedChoiceField(label=gettext_lazy("Brand"), coerce=UUID)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=320)
    display_name = forms.CharField(
        label=gettext_lazy("Sender's name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What customers read beside the address."),
    )
    aliases = forms.CharField(
        label=gettext_lazy("Further addresses"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Separated by commas. Mail to them comes to this mailbox, too."),
    )
    active = forms.BooleanField(label=pgettext_lazy("mailbox", "In use"), required=False, initial=True)

    incoming = forms.ChoiceField(label=gettext_lazy("How mail comes in"), choices=INCOMING, initial="imap")
    imap_host = forms.CharField(label=gettext_lazy("IMAP server"), max_length=255, required=False)
    imap_port = _port(gettext_lazy("IMAP port"), 993)
    imap_security = forms.ChoiceField(label=gettext_lazy("Encryption"), choices=SECURITY, initial="tls")
    imap_user = forms.CharField(label=gettext_lazy("User name"), max_length=320, required=False)
    imap_password = _secret(gettext_lazy("Password"))
    folders = forms.CharField(
        label=gettext_lazy("Folders"),
        max_length=1000,
        initial="INBOX",
        required=False,
        help_text=gettext_lazy("Separated by commas."),
    )
    after = forms.ChoiceField(label=gettext_lazy("Messages that are stored here"), choices=AFTER, initial="keep")
    move_to = forms.CharField(label=gettext_lazy("Folder they are moved to"), max_length=255, required=False)
    backlog = forms.BooleanField(label=gettext_lazy("Also take what lies there already"), required=False, initial=False)
    idle = forms.BooleanField(
        label=gettext_lazy("Be told at once when mail comes (IDLE)"), required=False, initial=True
    )

    smtp_host = forms.CharField(label=gettext_lazy("SMTP server"), max_length=255, required=False)
    smtp_port = _port(gettext_lazy("SMTP port"), 587)
    smtp_security = forms.ChoiceField(label=gettext_lazy("Encryption"), choices=SECURITY, initial="starttls")
    smtp_user = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=320,
        required=False,
        help_text=gettext_lazy("Empty: the server asks for none."),
    )
    smtp_password = _secret(gettext_lazy("Password"))
    plus_addressing = forms.BooleanField(
        label=gettext_lazy("Answers go to address+token"),
        required=False,
        help_text=gettext_lazy("Only when the mail server delivers address+anything to this address."),
    )
    body_marker = forms.BooleanField(
        label=gettext_lazy("A mark at the end of each message"),
        required=False,
        help_text=gettext_lazy("For servers that replace Message-IDs, so that answers still find their case."),
    )
    automatic_limit = forms.IntegerField(
        label=gettext_lazy("Automatic messages to one address a day, at most"), min_value=0, max_value=1000, initial=10
    )

    sign_in = forms.ChoiceField(label=gettext_lazy("How"), choices=SIGN_IN, initial="password")
    verify = forms.BooleanField(label=gettext_lazy("Check the servers' certificates"), required=False, initial=True)
    authorize_url = forms.CharField(
        label=gettext_lazy("Sign-in address"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Where the mailbox's owner gives consent. Microsoft: your tenant in place of common."),
    )
    token_url = forms.CharField(label=gettext_lazy("Token address"), max_length=500, required=False)
    client_id = forms.CharField(label=gettext_lazy("Client ID"), max_length=500, required=False)
    client_secret = _secret(gettext_lazy("Client secret"), gettext_lazy("Empty for an application without one (PKCE)."))
    scope = forms.CharField(label=gettext_lazy("Scope"), max_length=1000, required=False)
    grant = forms.ChoiceField(label=gettext_lazy("How the token is asked for"), choices=GRANTS)
    refresh_token = _secret(
        gettext_lazy("Refresh token"), gettext_lazy("Comes by itself when the mailbox's owner signs in.")
    )

    hook_provider = forms.ChoiceField(
        label=gettext_lazy("Service"),
        choices=PROVIDERS,
        required=False,
        help_text=gettext_lazy("It hands mail over here, or reports what became of mail that left through its SMTP."),
    )
    hook_key = _secret(gettext_lazy("The service's signing key"))
    hook_token = _secret(
        gettext_lazy("The service's API key"),
        gettext_lazy("For services that keep mails and only tell about them: Resend, Mailtrap, Brevo, SES with S3."),
    )
    hook_user = forms.CharField(
        label=gettext_lazy("Access key ID (Amazon)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("SES with S3: a key that may do nothing but read the bucket (s3:GetObject)."),
    )

    def __init__(
        self, brands: Iterable[BrandInfo], mailbox: Mailbox | None = None, data: Any = None, service: str = ""
    ) -> None:
        shown = values_of(mailbox) if mailbox else {}
        super().__init__(data, initial=shown | preset(service, mailbox.address if mailbox else ""))
        self.mailbox = mailbox
        self._stored = _stored(mailbox)
        brand = self.fields["brand_id"]
        assert isinstance(brand, forms.TypedChoiceField)
        brand.choices = [(str(each.id), each.name) for each in brands]
        if mailbox is not None:
            del self.fields["brand_id"]
        for name in _SECRETS:
            if name in self._stored:
                self.fields[name].help_text = _KEPT

    def sections(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """The fields in their groups."""
        for title, names in SECTIONS:
            yield title, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._need(values)
        config = config_of(values)
        if self.mailbox is not None and "dkim" in self.mailbox.config:
            config["dkim"] = self.mailbox.config["dkim"]  # set up on a card of its own
        secrets = self._secrets(values, config)
        if self.errors:
            return values
        kept: dict[str, Any] = {name: values[name] for name in _COLUMNS if name in values}
        kept |= {"config": config, "secret": self._sealed(secrets)}
        if self.mailbox is not None:
            kept["forget"] = _place(self.mailbox.config) != _place(config)
        return kept

    def _need(self, values: dict[str, Any]) -> None:
        """What must be there only when something else was chosen."""
        wanted = []
        if values.get("incoming") == "imap":
            wanted += ["imap_host", "imap_user", "folders"]
            if values.get("after") == "move":
                wanted.append("move_to")
        if values.get("sign_in") == "oauth2":
            wanted += ["token_url", "client_id"]
        if values.get("incoming") == "hook":
            wanted.append("hook_provider")
        if values.get("hook_provider") in KEYED and "hook_key" not in self._stored:
            wanted.append("hook_key")
        fetched = values.get("incoming") == "hook" and values.get("hook_provider") in FETCHED
        if (fetched or values.get("hook_user")) and "hook_token" not in self._stored:
            wanted.append("hook_token")
        for name in wanted:
            if not values.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("This is needed here.")))
        for name in ("token_url", "authorize_url"):
            url = values.get(name, "")
            if url and not url.startswith("https://"):
                self.add_error(name, ValidationError(_("It must begin with https://")))

    def _secrets(self, values: dict[str, Any], config: dict[str, Any]) -> dict[str, str]:
        """What was typed, or what is stored. A stored secret is never sent to another server than before."""
        found = {"dkim_key": self._stored.get("dkim_key", "")}
        for name, part in _SECRETS.items():
            typed = values.get(name, "")
            stored = self._stored.get(name, "")
            if not typed and stored and self._goes_elsewhere(config, part):
                self.add_error(name, ValidationError(_("Type it again: the server or the user name has changed.")))
            found[name] = typed or stored
        if config.get("hook"):
            found["hook_secret"] = self._stored.get("hook_secret") or new_hook_secret()
        return found

    def _goes_elsewhere(self, config: dict[str, Any], part: str) -> bool:
        return self.mailbox is not None and _receiver(self.mailbox.config, part) != _receiver(config, part)

    def _sealed(self, secrets: dict[str, str]) -> str:
        """Sealed anew only when something changed, so that the audit tells true."""
        filled = {name: value for name, value in secrets.items() if value}
        if self.mailbox is not None and filled == self._stored:
            return self.mailbox.secret
        return sealed(filled)


_COLUMNS = ("brand_id", "name", "address", "display_name", "active")
# name of the secret: the part of the settings that says who gets it
_SECRETS = {
    "imap_password": "imap",
    "smtp_password": "smtp",
    "client_secret": "oauth2",
    "refresh_token": "oauth2",
    "hook_key": "hook",
    "hook_token": "hook",
}


def _stored(mailbox: Mailbox | None) -> dict[str, str]:
    if mailbox is None:
        return {}
    try:
        return secrets_of(mailbox)
    except NotSetUp:
        return {}


def _receiver(config: dict[str, Any], part: str) -> tuple[Any, ...]:
    found = config.get(part) or {}
    names = ("host", "port", "security", "user", "verify", "token_url", "client_id", "provider")
    return tuple(found.get(name) for name in names)


def _place(config: dict[str, Any]) -> tuple[Any, ...]:
    """Where mail is fetched from."""
    imap = config.get("imap") or {}
    return config.get("incoming"), imap.get("host"), imap.get("user")
