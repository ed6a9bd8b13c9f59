"""Keep what somebody filled in, as a mail is kept: on disk before anybody is thanked."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from yorisoi.channels.actions import Arrival, store_all
from yorisoi.channels.durable import on_disk
from yorisoi.channels.models import Received
from yorisoi.kernel import clock, files, jobs

from ..contracts import Filled, Meaning, TooOften
from ..document import digest, message_id, written
from ..models import Form
from ..ticket import Ticket
from .limit import count_sent
from .numbers import standing

_SOON = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A message that is stored. `new` is False when the same page sent the same before (a second click)."""

    received_id: UUID
    reference: str
    new: bool


def submit(*, form: Form, ticket: Ticket, filled: Filled, language: str, address: str) -> Submitted:
    """Store a form that was filled in rightly; when it returns, it is safely on disk and the desk will be told.

    address: the network address it came from, only counted. Sent twice from one page it is one message. Its files are
    on disk already (Entry.stored). Raises TooOften; nothing is stored then.
    """
    mailbox = form.mailbox
    arrival = Arrival(
        mailbox_id=mailbox.pk,
        brand_id=form.brand_id,
        kind="form",
        raw=written(form, ticket, filled, language, clock.now(), mailbox.domain, number=standing(form, filled)),
        message_id=message_id(ticket, mailbox.domain),
        body_digest=digest(filled),
        via="form",
        envelope={"form": form.slug, "language": language},
    )
    with on_disk(), transaction.atomic():
        known = _stored_before(arrival)
        if known is None and not count_sent(form, address):
            raise TooOften
        files.hold_contents(file.sha256 for _key, file in filled.files)
        stored = store_all([arrival])[0]
        if stored.new and form.acknowledges and form.reply_mailbox_id and filled.of(Meaning.EMAIL):
            jobs.enqueue(
                "channels.form.acknowledge",
                received_id=str(stored.received_id),
                form_id=str(form.pk),
                tries=0,
                run_at=clock.now() + _SOON,
            )
    return Submitted(stored.received_id, ticket.reference, stored.new)


def _stored_before(arrival: Arrival) -> UUID | None:
    rows = Received.objects.filter(
        mailbox_id=arrival.mailbox_id, message_id=arrival.message_id, body_digest=arrival.body_digest
    )
    return rows.values_list("pk", flat=True).first()
