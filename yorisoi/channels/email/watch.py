"""IDLE (RFC 2177): threads that wait for new mail and have it fetched at once. Polling goes on beside them."""

import contextlib
import logging
import threading
import time
from datetime import datetime
from uuid import UUID

from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from yorisoi.channels.models import Mailbox
from yorisoi.kernel import jobs

from . import imap_session
from .account import Imap, NotSetUp, imap_of
from .oauth import NoToken

log = logging.getLogger(__name__)

RENEW_SECONDS = 9 * 60.0
LOOK_SECONDS = 30.0
PAUSE_SECONDS = 60.0
STEP_SECONDS = 2.0


def ask_to_fetch(mailbox_id: UUID, at: datetime | None = None) -> None:
    """Enqueue a fetch, now or for a later moment, unless one waits already."""
    jobs.enqueue("channels.email.fetch", mailbox_id=str(mailbox_id), unique_key=str(mailbox_id), run_at=at)


class Watch:
    """Keeps one waiting connection for each mailbox that wants it, from `start()` to `stop()`."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._watched: dict[UUID, threading.Event] = {}
        self._thread = threading.Thread(target=self._run, name="yorisoi-watch", daemon=True)

    def start(self) -> None:
        """Begin to watch; mailboxes are looked up now and every half minute."""
        self._thread.start()

    def stop(self) -> None:
        """Let all connections go; returns within some seconds."""
        self._stop.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            try:
                self._look()
            except DatabaseError:
                log.exception("mailboxes could not be looked up")
            finally:
                connection.close()
            if self._stop.wait(LOOK_SECONDS):
                break
        for ended in self._watched.values():
            ended.set()

    def _look(self) -> None:
        close_old_connections()
        wanted = {row.pk: row for row in Mailbox.objects.filter(kind="email", active=True) if _wants_idle(row)}
        for mailbox_id in self._watched.keys() - wanted.keys():
            self._watched.pop(mailbox_id).set()
        for mailbox_id in wanted.keys() - self._watched.keys():
            ended = self._watched[mailbox_id] = threading.Event()
            threading.Thread(target=_wait_for_mail, args=(mailbox_id, ended), daemon=True).start()


def _wants_idle(mailbox: Mailbox) -> bool:
    return mailbox.config.get("incoming") == "imap" and bool(mailbox.config.get("imap", {}).get("idle", True))


def _wait_for_mail(mailbox_id: UUID, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            imap = imap_of(Mailbox.objects.get(pk=mailbox_id))
            with imap_session.session(imap.server) as client:
                if not client.has_capability("IDLE"):
                    return  # polling alone, then
                _idle(client, imap, mailbox_id, ended)
        except (IMAPClientError, OSError, NotSetUp, NoToken, Mailbox.DoesNotExist) as error:
            log.info("not watching %s for a while: %s", mailbox_id, error)
        except DatabaseError:
            log.exception("not watching %s for a while", mailbox_id)
        finally:
            connection.close()
        ended.wait(PAUSE_SECONDS)


def _idle(client: IMAPClient, imap: Imap, mailbox_id: UUID, ended: threading.Event) -> None:
    """Wait in the first folder; each `EXISTS` has the mailbox fetched. Renewed before routers forget the connection."""
    client.select_folder(imap.folders[0], readonly=True)
    ask_to_fetch(mailbox_id)  # what came before we listened
    while not ended.is_set():
        client.idle()
        renew_at = time.monotonic() + RENEW_SECONDS
        try:
            while not ended.is_set() and time.monotonic() < renew_at:
                said = client.idle_check(timeout=STEP_SECONDS)
                if any(len(each) > 1 and each[1] == b"EXISTS" for each in said):
                    ask_to_fetch(mailbox_id)
                    connection.close()
        finally:
            with contextlib.suppress(IMAPClientError, OSError):
                client.idle_done()


_running: list[Watch] = []


def start() -> None:
    """Watch all mailboxes; called once by the process that runs the jobs."""
    _running.append(Watch())
    _running[-1].start()


def stop() -> None:
    """End what `start()` began."""
    while _running:
        _running.pop().stop()
