"""The sender of the kind `email`: SMTP with STARTTLS or TLS, one connection for many messages."""

import contextlib
import smtplib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import batched
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from yorisoi.channels import actions
from yorisoi.channels.contracts import Answer, OutgoingMessage
from yorisoi.channels.kinds import Line, NoLine
from yorisoi.channels.models import Mailbox
from yorisoi.kernel import files

from .account import NotSetUp, Server, smtp_of
from .compose import compose
from .diagnosis import in_words
from .header_fold import ascii_address
from .oauth import access_token
from .providers import marks
from .sasl import SignIn, TokenRefused, mechanism_of
from .signing_key import signed

TIMEOUT = 120.0
RECIPIENTS_AT_ONCE = 100


@contextlib.contextmanager
def open_line(mailbox_id: UUID) -> Iterator[Line]:
    """A connection to the mailbox's sending server; NoLine when there is none to be had."""
    mailbox = Mailbox.objects.get(pk=mailbox_id)
    connection = _Connection(mailbox)
    connection.open()
    try:
        yield connection.send
    finally:
        connection.close()


def connect(server: Server) -> smtplib.SMTP:
    """A signed-in connection. Raises what smtplib, ssl and the network raise, NotSetUp and NoToken."""
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=server.tls())
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=server.tls())
            smtp.ehlo()
        if server.oauth2 is not None:
            _sign_in(smtp, server, access_token(server.oauth2))
        elif server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _sign_in(smtp: smtplib.SMTP, server: Server, token: str) -> None:
    """By a token; one that the server takes no more is replaced once. Raises TokenRefused and NoToken."""
    assert server.oauth2 is not None
    mechanism = mechanism_of(smtp.esmtp_features.get("auth", "").split())
    try:
        _authenticate(smtp, server, mechanism, token)
    except TokenRefused:
        newer = access_token(server.oauth2, refused=token)
        if newer == token:
            raise
        _authenticate(smtp, server, mechanism, newer)


def _authenticate(smtp: smtplib.SMTP, server: Server, mechanism: str, token: str) -> None:
    sign_in = SignIn(mechanism, user=server.user, token=token, host=server.host, port=server.port)
    try:
        smtp.auth(mechanism, sign_in, initial_response_ok=True)
    except smtplib.SMTPAuthenticationError as error:
        raise TokenRefused(f"{error.smtp_code} {_words(error.smtp_error)} {sign_in.refusal}".strip()) from error


class _Connection:
    """One connection, opened anew when the server closed it between two messages."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self.smtp: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        try:
            self.smtp = connect(smtp_of(self.mailbox))
        except Exception as error:
            code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
            raise NoLine(code, in_words(error, "smtp")) from error
        return self.smtp

    def close(self) -> None:
        if self.smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self.smtp.quit()
            self.smtp = None

    def ready(self) -> smtplib.SMTP:
        """The connection, if it still answers; else a new one."""
        if self.smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                if self.smtp.noop()[0] == 250:
                    return self.smtp
            self.smtp.close()
        return self.open()

    def send(self, message: OutgoingMessage) -> tuple[Answer, ...]:
        """Offer a message to its pending addresses; an answer for each, whatever happens."""
        host = self.mailbox.config["smtp"]["host"]
        content = self._content(message)
        answers: list[Answer] = []
        for some in batched(message.pending, RECIPIENTS_AT_ONCE):
            said = _offer(self.ready(), message, some, content)
            answers += [replace(each, server=host) for each in said]
        return tuple(answers)

    def _content(self, message: OutgoingMessage) -> bytes:
        """What is handed over, kept before it is. Without room on the disk, or without the database, it has to wait."""
        try:
            return self._kept(message)
        except (OSError, OperationalError, InterfaceError) as error:
            raise NoLine(0, _("It could not be kept here before sending: %(error)s") % {"error": error}) from error

    def _kept(self, message: OutgoingMessage) -> bytes:
        """At a further attempt the same bytes again, unless they are lost."""
        if message.handed_over is not None:
            with contextlib.suppress(files.FileMissingError):
                return files.read(message.handed_over)
        config = self.mailbox.config
        content = compose(
            message,
            plus_addressing=bool(config.get("plus_addressing")),
            body_marker=bool(config.get("body_marker")),
            marks=marks.headers(config.get("hook", {}).get("provider", ""), message.token),
        )
        content = signed(self.mailbox, content)
        actions.hand_over(outbound_id=message.id, content=content)
        return content


def _offer(smtp: smtplib.SMTP, message: OutgoingMessage, addresses: Sequence[str], content: bytes) -> list[Answer]:
    """One transaction (RFC 5321 §3.3)."""
    sender = message.sender.address
    answers: dict[str, Answer] = {}
    accepted: list[str] = []
    try:
        options = _options(smtp, content, (sender, *addresses))
        if options is None:
            return [Answer(each, 553, "the server takes no such letters in addresses (SMTPUTF8)") for each in addresses]
        code, text = smtp.mail(ascii_address(sender), options)
        if code != 250:
            smtp.rset()
            return [_answer(each, code, text) for each in addresses]
        for each in addresses:
            code, text = smtp.rcpt(ascii_address(each))
            if code in {250, 251}:
                accepted.append(each)
            else:
                answers[each] = _answer(each, code, text)
            if code == 421:
                raise smtplib.SMTPServerDisconnected(f"421 {_words(text)}")
        if accepted and not message.held():
            raise smtplib.SMTPServerDisconnected("this process stood still, another one sends the message")
        if accepted:
            code, text = smtp.data(content)
            answers.update({each: _answer(each, code, text) for each in accepted})
        else:
            smtp.rset()
    except smtplib.SMTPDataError as error:
        answers.update({each: _answer(each, error.smtp_code, error.smtp_error) for each in accepted})
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.rset()
    except (smtplib.SMTPException, OSError) as error:
        smtp.close()
        lost = in_words(error, "smtp")
        answers = {each: answers.get(each) or Answer(each, 0, lost) for each in addresses}
    return [answers[each] for each in addresses]


def _options(smtp: smtplib.SMTP, content: bytes, addresses: Sequence[str]) -> list[str] | None:
    """Words after MAIL FROM; None when an address needs what the server has not."""
    options = [f"SIZE={len(content)}"] if smtp.has_extn("size") else []
    if all(ascii_address(each).isascii() for each in addresses):
        return options
    smtp.command_encoding = "utf-8"
    return [*options, "SMTPUTF8"] if smtp.has_extn("smtputf8") else None


def _answer(address: str, code: int, text: bytes | str) -> Answer:
    return Answer(address, code if code > 0 else 0, _words(text))


def _words(text: bytes | str) -> str:
    plain = text.decode("utf8", "replace") if isinstance(text, bytes) else text
    return " ".join(plain.split())[:500]


__all__ = ["NotSetUp", "connect", "open_line"]
