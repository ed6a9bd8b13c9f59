"""Fetching by IMAP: what is new since the last UID, committed here before anything is changed there."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, ProtocolError

from yorisoi.channels import actions
from yorisoi.channels.actions import Arrival
from yorisoi.channels.contracts import ReceivedFlag
from yorisoi.channels.durable import on_disk
from yorisoi.channels.models import DeliveryEvent, Mailbox
from yorisoi.kernel import clock, leases

from . import imap_session
from .account import Imap, imap_of
from .diagnosis import in_words
from .envelope import peek
from .imap_memory import FolderMemory

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)
MOST_A_RUN = 2000
CHUNK = 50
CHUNK_BYTES = 8 * 1024 * 1024


class LeaseLostError(Exception):
    """This process stood still for so long that another one is at the mailbox now."""


@dataclass(slots=True)
class Fetched:
    """What one run did; `more`: it stopped at its bound, another run should follow at once. `complaint`: what the
    server would not do with messages that are safe here.
    """

    new: int = 0
    repeated: int = 0
    stepped_over: int = 0
    more: bool = False
    complaint: str = ""


def fetch_once(mailbox_id: UUID) -> Fetched | None:
    """Fetch all that is new in the mailbox's folders. None when another process is at it, or it is switched off.

    Trouble with the server is written on the mailbox and raised; the next run goes on where this one stopped.
    """
    mailbox = _leased(mailbox_id)
    if mailbox is None:
        return None
    done = Fetched()
    try:
        with leases.kept(_Renewal(mailbox), LEASE) as lease:
            _fetch_all(mailbox, done, lease)
    except LeaseLostError:
        log.warning("fetching from %s stood still, another process has gone on with it", mailbox.address)
        return None
    except Exception as error:
        _write_error(mailbox, error)
        raise
    mailbox.state.pop("failures", None)
    mailbox.last_ok_at = clock.now()
    mailbox.last_error = done.complaint
    mailbox.last_error_at = mailbox.last_ok_at if done.complaint else None
    mailbox.leased_until = None
    mailbox.save(update_fields=["state", "last_ok_at", "last_error", "last_error_at", "leased_until"])
    return done


def _fetch_all(mailbox: Mailbox, done: Fetched, lease: leases.Lease) -> None:
    imap = imap_of(mailbox)
    try:
        with imap_session.session(imap.server) as client:
            for folder in imap.folders:
                _Folder(mailbox, imap, client, folder, done, lease).fetch()
    except Exception as error:
        if not lease.held:
            raise LeaseLostError(mailbox.address) from error
        raise


def _leased(mailbox_id: UUID) -> Mailbox | None:
    now = clock.now()
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    mine = Mailbox.objects.filter(free, pk=mailbox_id, active=True).update(leased_until=now + LEASE)
    return Mailbox.objects.get(pk=mailbox_id) if mine else None


class _Renewal:
    """Moves the end of the lease, if it is where this process last put it."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._id, self._until = mailbox.pk, mailbox.leased_until

    def __call__(self, until: datetime) -> bool:
        mine = Mailbox.objects.filter(pk=self._id, leased_until=self._until).update(leased_until=until)
        self._until = until
        return bool(mine)


def _write_error(mailbox: Mailbox, error: BaseException) -> None:
    mailbox.state["failures"] = mailbox.state.get("failures", 0) + 1
    mailbox.last_error = in_words(error, "imap")
    mailbox.last_error_at = clock.now()
    mailbox.leased_until = None
    mailbox.save(update_fields=["state", "last_error", "last_error_at", "leased_until"])


class _Folder:
    """One folder of one run."""

    def __init__(
        self, mailbox: Mailbox, imap: Imap, client: IMAPClient, name: str, done: Fetched, lease: leases.Lease
    ) -> None:
        self.mailbox, self.imap, self.client, self.name, self.done = mailbox, imap, client, name, done
        self.lease = lease
        self.memory = FolderMemory.load(mailbox.state, name)

    def fetch(self) -> None:
        info = self.client.select_folder(self.name, readonly=self.imap.after == "keep")
        self._same_numbers(info)
        if self.memory.unfinished:
            self._finish(self.memory.unfinished)
        new = self.memory.new_of(self.client.search(["UID", f"{self.memory.last_uid + 1}:*"]))
        uids = [*self.memory.due_again(clock.now()), *new][:MOST_A_RUN]
        self.done.more |= len(uids) == MOST_A_RUN
        for some in self._portions(uids):
            self._take(some)

    def _same_numbers(self, info: dict[bytes, Any]) -> None:
        """When the server has numbered the folder anew our last UID means nothing: look through all of it once.

        What we have already is known by its key and not doubled.
        """
        validity = int(info[b"UIDVALIDITY"])
        if self.memory.validity == validity:
            return
        known = self.memory.validity is not None
        start = 0 if known or self.imap.backlog else int(info.get(b"UIDNEXT", 1)) - 1
        self.memory = FolderMemory(validity=validity, last_uid=start)
        with transaction.atomic():
            if known:
                self._event("renumbered")
            self._save()

    def _portions(self, uids: Sequence[int]) -> Iterator[dict[int, tuple[int, datetime | None]]]:
        """Messages with their size and date, so many at a time that memory stays bounded; one by one after a fault."""
        count = 1 if self.memory.careful else CHUNK
        for at in range(0, len(uids), count):
            known = imap_session.sizes(self.client, uids[at : at + count])
            gone = set(uids[at : at + count]) - set(known)
            self.memory.forget(gone)
            portion: dict[int, tuple[int, datetime | None]] = {}
            room = CHUNK_BYTES
            for uid in sorted(known):
                if portion and known[uid][0] > room:
                    yield portion
                    portion, room = {}, CHUNK_BYTES
                portion[uid] = known[uid]
                room -= known[uid][0]
            if portion:
                yield portion

    def _take(self, portion: dict[int, tuple[int, datetime | None]]) -> None:
        """Fetch and commit some messages; when that fails, each by itself, and a bad one is stepped over."""
        try:
            finishing = self._fetch_and_store(portion)
        except (IMAPClientAbortError, ProtocolError, OSError) as error:
            # The connection is gone, so the rest waits for the next run; it goes one by one to find the culprit.
            if len(portion) == 1:
                self._blame(next(iter(portion)), error)
            self.memory.careful = True
            self._save()
            raise
        except LeaseLostError:
            raise
        except Exception as error:
            if len(portion) == 1:
                self._blame(next(iter(portion)), error)
                self._save()
                return
            for uid, facts in portion.items():
                self._take({uid: facts})
        else:
            self._finish(finishing)

    def _fetch_and_store(self, portion: dict[int, tuple[int, datetime | None]]) -> list[int]:
        large = [uid for uid, (size, _) in portion.items() if size > settings.MAX_MAIL_BYTES]
        raws = imap_session.bodies(self.client, large, header_only=True) if large else {}
        rest = [uid for uid in portion if uid not in raws and uid not in large]
        if rest:
            raws |= imap_session.bodies(self.client, rest)
        arrivals = [self._arrival(uid, raws[uid], portion[uid], uid in large) for uid in sorted(raws)]
        finishing = [uid for uid in raws if uid not in large] if self.imap.after != "keep" else []
        with on_disk(), transaction.atomic():
            stored = actions.store_all(arrivals)
            self.memory.took(list(portion), finishing)
            self._save()
        self.done.new += sum(each.new for each in stored)
        self.done.repeated += sum(not each.new for each in stored)
        return finishing

    def _arrival(self, uid: int, raw: bytes, facts: tuple[int, datetime | None], large: bool) -> Arrival:
        peeked = peek(raw)
        return Arrival(
            mailbox_id=self.mailbox.pk,
            brand_id=self.mailbox.brand_id,
            kind="email",
            raw=raw,
            message_id=peeked.message_id,
            body_digest=peeked.body_digest,
            via="imap",
            envelope={"folder": self.name, "uid": uid, "size": facts[0]},
            flags=frozenset({ReceivedFlag.TOO_LARGE.value}) if large else frozenset(),
            received_at=facts[1],
        )

    def _finish(self, uids: Sequence[int]) -> None:
        """After the commit: mark, move or delete at the server.

        What is refused (a folder that does not exist, say) is tried again at the next run; fetching goes on.
        """
        if not uids:
            return
        try:
            imap_session.finish(self.client, self.imap, uids)
        except (IMAPClientAbortError, ProtocolError):
            raise
        except IMAPClientError as error:
            self.done.complaint = in_words(error, "imap")
            return
        self.memory.finished()
        self._save()

    def _blame(self, uid: int, error: BaseException) -> None:
        text = in_words(error, "imap")
        log.warning("message %s in %s of %s could not be fetched: %s", uid, self.name, self.mailbox.address, text)
        if self.memory.blame(uid, text, clock.now()):
            self.done.stepped_over += 1
            self._event("stepped_over", uid=uid, text=text)

    def _event(self, verb: str, **data: Any) -> None:
        DeliveryEvent.objects.create(
            mailbox=self.mailbox, at=clock.now(), verb=verb, data={"folder": self.name, **data}
        )

    def _save(self) -> None:
        if not self.lease.held:
            raise LeaseLostError(self.mailbox.address)
        self.memory.keep(self.mailbox.state, self.name)
        self.mailbox.save(update_fields=["state"])


__all__ = ["Fetched", "IMAPClientError", "fetch_once"]
