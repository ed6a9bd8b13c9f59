"""The live stream, asked for as a browser does, through whatever stands before the server."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yorisoi.config.doctor.findings import Part, State
from yorisoi.workspace.models import User

PATIENCE = 10.0  # seconds


def live_stream(url: str, patience: float = PATIENCE) -> Part:
    """The stream of the server at this address."""
    return Part("live", gettext_lazy("Live stream"), lambda: _look(url, patience))


def _look(url: str, patience: float) -> State:
    """Does the first event come at once? A proxy that gathers answers keeps it back."""
    place = {"url": f"{url}/live"}
    with _session() as cookie:
        if cookie is None:
            return False, _("Nobody can sign in yet: run `yorisoi admin you@example.jp`.")
        connection = _connection(url, patience)
        try:
            connection.connect()
        except OSError as error:
            words = _("%(url)s does not answer (%(error)s): is the server running, and is YORISOI_URL right?")
            return False, words % {**place, "error": error}
        try:
            status, first = _first_event(connection, urlsplit(url).path, *cookie)
        except TimeoutError:
            words = _(
                "The first event of %(url)s did not come within %(n)s seconds: "
                "let the proxy before the server pass answers on at once (nginx: proxy_buffering off)."
            )
            return False, words % {**place, "n": f"{patience:g}"}
        finally:
            connection.close()
    if status != 200 or "event:" not in first:
        words = _("%(url)s answered %(status)s instead of a stream: see the settings of the proxy before the server.")
        return False, words % {**place, "status": status}
    return True, _("The first event of %(url)s came at once.") % place


def _connection(url: str, patience: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "localhost", parts.port, timeout=patience)


def _first_event(connection: http.client.HTTPConnection, prefix: str, user_id: str, key: str) -> tuple[int, str]:
    """Status and first bytes of the stream, read while it stays open."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    connection.request("GET", f"{prefix}/live?topics=user:{user_id}", headers={"Cookie": cookie})
    answer = connection.getresponse()
    return answer.status, answer.read1(4096).decode("utf8", "replace")


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
