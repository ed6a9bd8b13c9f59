"""The parts that reach out: mail in, mail out, and the live stream through whatever stands before the server."""

import http.client
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from yorisoi.channels.email import account, diagnosis, imap_session, smtp
from yorisoi.channels.models import Mailbox
from yorisoi.config.doctor.findings import Finding
from yorisoi.workspace.models import User

TRIES = 10  # seconds


def mail_in() -> Iterator[Finding]:
    """The listener, and the server of each mailbox that is fetched."""
    if settings.LMTP_LISTEN:
        yield _listener()
    fetched = [each for each in Mailbox.objects.filter(active=True, kind="email") if _incoming(each) == "imap"]
    for mailbox in fetched:
        yield _imap(mailbox)
    if not settings.LMTP_LISTEN and not fetched:
        yield Finding("mail in", False, "no mailbox is fetched and no listener is set: add one in Settings, Mailboxes")


def mail_out() -> Iterator[Finding]:
    """The sending server of each mailbox: connect, sign in, NOOP."""
    for mailbox in Mailbox.objects.filter(active=True, kind="email"):
        part = f"mail out {mailbox.address}"
        try:
            connection = smtp.connect(account.smtp_of(mailbox))
            connection.noop()
            connection.quit()
        except Exception as error:
            yield Finding(part, False, diagnosis.in_words(error, "smtp"))
        else:
            yield Finding(part, True, "the sending server lets us in")


def live_stream(url: str) -> Finding:
    """Does the first event come at once? A proxy that gathers answers would keep it back."""
    with _session() as cookie:
        if cookie is None:
            return Finding("live stream", False, "nobody can sign in yet: run `yorisoi admin you@example.jp`")
        try:
            status, first = _first_event(url, *cookie)
        except (OSError, http.client.HTTPException) as error:
            return Finding("live stream", False, f"{url} does not answer ({error}): is the server running?")
    if "event:" not in first:
        return Finding("live stream", False, f"/live answered {status}: see the proxy's settings")
    return Finding("live stream", True, f"the first event of {url}/live came at once")


def _first_event(url: str, user_id: str, key: str) -> tuple[int, str]:
    """Status and first bytes of the stream, read while it stays open."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "localhost", parts.port, timeout=TRIES)
    try:
        cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
        connection.request("GET", f"{parts.path}/live?topics=user:{user_id}", headers={"Cookie": cookie})
        answer = connection.getresponse()
        return answer.status, answer.read1(4096).decode("utf8", "replace")
    finally:
        connection.close()


def _incoming(mailbox: Mailbox) -> str:
    return str(mailbox.config.get("incoming", "none"))


def _listener() -> Finding:
    host, _colon, port = settings.LMTP_LISTEN.rpartition(":")
    try:
        with smtplib.LMTP(host, int(port), timeout=TRIES) as door:
            door.noop()
    except OSError as error:
        return Finding("mail in", False, f"nothing listens at {settings.LMTP_LISTEN} ({error}): is the server running?")
    return Finding("mail in", True, f"the listener at {settings.LMTP_LISTEN} answers")


def _imap(mailbox: Mailbox) -> Finding:
    part = f"mail in {mailbox.address}"
    try:
        with imap_session.session(account.imap_of(mailbox).server) as client:
            client.noop()
    except Exception as error:
        return Finding(part, False, diagnosis.in_words(error, "imap"))
    return Finding(part, True, "the mailbox lets us in")


@contextmanager
def _session() -> Iterator[tuple[str, str] | None]:
    """A session of an active person, for this check alone: (user id, session key)."""
    user = User.objects.filter(is_active=True).order_by("id").first()
    if user is None:
        yield None
        return
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.set_expiry(60)
    session.save()
    try:
        yield str(user.pk), session.session_key
    finally:
        session.delete()
