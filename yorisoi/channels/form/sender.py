"""The sender of the kind `form`: answers leave by mail, from the address the form names for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.channels import kinds
from yorisoi.channels.contracts import Answer, OutgoingMessage, Party
from yorisoi.channels.kinds import Line, NoLine

from .queries import mailbox_for_answers


@contextmanager
def open_line(mailbox_id: UUID) -> Iterator[Line]:
    """The line of the mailbox for answers; NoLine when the brand has none."""
    reply = mailbox_for_answers(mailbox_id)
    if reply is None:
        raise NoLine(0, _("There is no mailbox in use from which this form is answered. Choose one in its settings."))
    with kinds.sender(reply.kind)(reply.pk) as line:

        def send(message: OutgoingMessage) -> tuple[Answer, ...]:
            sender = Party(reply.address, message.sender.name or reply.display_name)
            return line(replace(message, mailbox_id=reply.pk, sender=sender))

        yield send
