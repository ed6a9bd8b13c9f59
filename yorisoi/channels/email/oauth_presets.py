"""What Google's and Microsoft's mail servers and sign-in want, so that nobody has to look it up."""

from typing import Any

TITLES = {"google": "Google", "microsoft": "Microsoft 365"}

# Of the form's fields. Google gives a refresh token only for offline access, and each time only when asked anew.
_VALUES: dict[str, dict[str, Any]] = {
    "google": {
        "imap_host": "imap.gmail.com",
        "smtp_host": "smtp.gmail.com",
        "authorize_url": "https://accounts.google.com/o/oauth2/v2/auth?access_type=offline&prompt=consent",
        "token_url": "https://oauth2.googleapis.com/token",
        "scope": "https://mail.google.com/",
    },
    "microsoft": {
        "imap_host": "outlook.office365.com",
        "smtp_host": "smtp.office365.com",
        "authorize_url": "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "token_url": "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "scope": "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
    },
}
_SAME = {
    "incoming": "imap",
    "imap_port": 993,
    "imap_security": "tls",
    "smtp_port": 587,
    "smtp_security": "starttls",
    "sign_in": "oauth2",
    "grant": "refresh_token",
    "verify": True,
}


def preset(name: str, address: str = "") -> dict[str, Any]:
    """Values for the form; {} for an unknown name. address: the mailbox, which is the user name at both."""
    if name not in _VALUES:
        return {}
    return {**_SAME, **_VALUES[name], "imap_user": address, "smtp_user": address}
