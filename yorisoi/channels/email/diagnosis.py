"""What is wrong with a connection, in words that an administrator can act on."""

import re
import socket
import ssl
from smtplib import (
    SMTPAuthenticationError,
    SMTPNotSupportedError,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.utils.translation import gettext as _
from imapclient.exceptions import IMAPClientError, LoginError

from .account import NotSetUp
from .oauth import NoToken


def in_words(error: BaseException, protocol: str) -> str:
    """One or two sentences; protocol: "imap" or "smtp". The server's own words stand at the end."""
    said = _said(error)
    if isinstance(error, SMTPServerDisconnected) and "timed out" in said:
        error = TimeoutError(said)  # smtplib knows no time-out of its own
    known = _particular(error, said)
    if known:
        return known % {"said": said, "protocol": protocol.upper()}
    for kinds, words in _causes():
        if isinstance(error, kinds):
            return words % {"said": said, "protocol": protocol.upper()}
    return _("The %(protocol)s server answered: %(said)s") % {"said": said, "protocol": protocol.upper()}


def _said(error: BaseException) -> str:
    """The server's answer as it stood there; else what the error says of itself."""
    if isinstance(error, SMTPResponseException):
        answer = error.smtp_error
        words = answer.decode("utf8", "replace") if isinstance(answer, bytes) else str(answer)
        return " ".join(f"{error.smtp_code} {words}".split())[:300]
    return " ".join(str(error).split())[:300]


def _particular(error: BaseException, said: str) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(error)
    if isinstance(error, NoToken):
        return _token(error.code)
    return _server_words(error, said)


def _token(code: str) -> str:
    """By the token server's error code (RFC 6749 §5.2), and our own."""
    withdrawn = _("The consent has expired or was withdrawn. Sign in anew on the mailbox's page. (%(said)s)")
    client = _("The token server does not know this client ID or client secret. (%(said)s)")
    return {
        "no_consent": _("Nobody has given consent yet. Sign in on the mailbox's page."),
        "no_refresh_token": _("The service gave no refresh token, so access would end within the hour. (%(said)s)"),
        "consent_required": _("The service asks for consent or another check of the person. Sign in anew. (%(said)s)"),
        "invalid_grant": withdrawn,
        "invalid_client": client,
        "unauthorized_client": client,
        "invalid_scope": _("The token server does not know what is asked for: is the scope written right? (%(said)s)"),
        "access_denied": _("Consent was refused. (%(said)s)"),
        "unreachable": _("The token server could not be reached. (%(said)s)"),
        "refused": _(
            "The %(protocol)s server does not take the token: is the user name the account that gave consent, and may "
            "it use %(protocol)s? (%(said)s)"
        ),
        "not_offered": _("The %(protocol)s server offers no sign-in by token; it offers: %(said)s"),
    }.get(code, "")


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    """By OpenSSL's number (X509_V_ERR_…)."""
    return {
        10: _("The server's certificate has expired. (%(said)s)"),
        18: _("The server's certificate is self-signed: nobody vouches for it. (%(said)s)"),
        19: _("The server's certificate is self-signed: nobody vouches for it. (%(said)s)"),
        20: _("The server's certificate comes from an authority that is not known here. (%(said)s)"),
        62: _("The server's certificate is for another name: is the server's name written right? (%(said)s)"),
        64: _("The server's certificate is for another name: is the server's name written right? (%(said)s)"),
    }.get(error.verify_code, "")


def _server_words(error: BaseException, said: str) -> str:
    """By the response codes of RFC 5530 and RFC 3463, and what servers without them say; "" for anything else."""
    if not isinstance(error, (IMAPClientError, SMTPResponseException)):
        return ""
    for pattern, words in _said_causes():
        if re.search(pattern, said, re.IGNORECASE):
            return words
    return ""


def _said_causes() -> tuple[tuple[str, str], ...]:
    return (
        (
            r"not enabled for imap|imap (?:access|use)?\s*is disabled|imap.{0,20}(?:disabled|not allowed)",
            _("IMAP is switched off for this account. Switch it on at the mail service. (%(said)s)"),
        ),
        (
            r"\[OVERQUOTA\]|\b[45]\.2\.2\b|quota",
            _("The mailbox at the mail server is full. (%(said)s)"),
        ),
        (
            r"\[(?:LIMIT|INUSE)\]|too many|rate limit|throttl|\b4\.7\.(?:0|28)\b",
            _("The server says that it is asked too often. Wait a while. (%(said)s)"),
        ),
        (
            r"relay",
            _("The server does not pass on mail for us: sign in with a user name, or have it allow us. (%(said)s)"),
        ),
        (
            r"\[(?:NONEXISTENT|TRYCREATE)\]|doesn't exist|does not exist|unknown (?:mailbox|folder)",
            _("There is no such folder at the server. (%(said)s)"),
        ),
        (
            r"send\s?as|sender.{0,40}(?:not allowed|denied|rejected|refused|not owned)|\b5\.7\.(?:60|1)\b.*sender",
            _("The server does not let this user send from this address. (%(said)s)"),
        ),
    )


def _causes() -> tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...]:
    """From the particular to the general: the first that fits is said."""
    return (
        (NotSetUp, "%(said)s"),
        (NoToken, _("No access token was given out. Sign the mailbox in anew. (%(said)s)")),
        (
            (SMTPAuthenticationError, LoginError),
            _("The server does not accept this user name or password. (%(said)s)"),
        ),
        (
            SMTPSenderRefused,
            _("Connected; but the server does not take mail from this address: %(said)s"),
        ),
        (SMTPNotSupportedError, _("The server does not offer what is set here, such as STARTTLS. (%(said)s)")),
        (
            ssl.SSLCertVerificationError,
            _("The server's certificate is not valid for this name, has expired, or is self-signed. (%(said)s)"),
        ),
        (
            ssl.SSLError,
            _("No encrypted connection: is the port right for this kind of encryption? (%(said)s)"),
        ),
        (socket.gaierror, _("There is no server of this name. (%(said)s)")),
        (ConnectionRefusedError, _("Nothing answers at this port of the server. (%(said)s)")),
        (TimeoutError, _("The server did not answer in time: a firewall, or the wrong port? (%(said)s)")),
        (SMTPServerDisconnected, _("The server closed the connection. (%(said)s)")),
        (SMTPResponseException, _("The server refused: %(said)s")),
        (OSError, _("The network failed: %(said)s")),
        (IMAPClientError, _("The IMAP server refused: %(said)s")),
    )
