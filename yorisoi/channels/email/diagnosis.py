"""What is wrong with a connection, in words that an administrator can act on."""

import socket
import ssl
from smtplib import SMTPAuthenticationError, SMTPNotSupportedError, SMTPResponseException, SMTPServerDisconnected

from django.utils.translation import gettext as _
from imapclient.exceptions import IMAPClientError, LoginError

from .account import NotSetUp
from .oauth import NoToken


def in_words(error: BaseException, protocol: str) -> str:
    """One or two sentences; protocol: "imap" or "smtp". The server's own words stand at the end."""
    said = " ".join(str(error).split())[:300]
    for kinds, words in _causes():
        if isinstance(error, kinds):
            return words % {"said": said, "protocol": protocol.upper()}
    return _("The %(protocol)s server answered: %(said)s") % {"said": said, "protocol": protocol.upper()}


def _causes() -> tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...]:
    """From the particular to the general: the first that fits is said."""
    return (
        (NotSetUp, "%(said)s"),
        (NoToken, _("No access token was given out. Sign the mailbox in anew. (%(said)s)")),
        (
            (SMTPAuthenticationError, LoginError),
            _("The server does not accept this user name or password. (%(said)s)"),
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
