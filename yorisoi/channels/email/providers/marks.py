"""What a message carries for the provider that sends it, so that its reports name the message.

Providers give messages ids of their own; these headers come back in every report (anymail: `metadata`).
"""

import json

MARK = "yorisoi"


def headers(provider: str, token: str) -> dict[str, str]:
    """Header lines for a message with this token; none for a provider that needs none, or no provider."""
    mark = json.dumps({MARK: token})
    return {
        "mailgun": {"X-Mailgun-Variables": mark},
        "sendgrid": {"X-SMTPAPI": json.dumps({"unique_args": {MARK: token}})},
        "postmark": {f"X-PM-Metadata-{MARK}": token, "X-PM-KeepID": "true"},
        "ses": {"X-Metadata": mark},
        "mandrill": {"X-MC-Metadata": mark},
        "brevo": {"X-Mailin-custom": mark},
        "mailjet": {"X-MJ-EventPayload": mark},
        "mailtrap": {"X-MT-Custom-Variables": mark},
        "resend": {"X-Metadata": mark},
        "sparkpost": {"X-MSYS-API": json.dumps({"metadata": {MARK: token}})},
    }.get(provider, {})
