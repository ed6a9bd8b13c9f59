"""The rules for what leaves: banned words of a brand, confirmation in a queue."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Confirming, NotPossible
from yorisoi.desk.models import BannedWord, Queue, SendingRule
from yorisoi.desk.permissions import MANAGE_SENDING
from yorisoi.kernel import audit
from yorisoi.kernel.text import fold
from yorisoi.workspace.contracts import Actor, NotFound


@transaction.atomic
def ban_word(*, actor: Actor, brand_id: UUID, word: str, reason: str = "", forbids: bool = False) -> UUID:
    """Warn of a word in answers, or forbid it; one known already is changed. Raises NotAllowed; NotPossible without a
    word."""
    actor.needs(MANAGE_SENDING, brand_id)
    word = " ".join(word.split())[:80]
    if not fold(word):
        raise NotPossible(_("Write the word."))
    row, _made = BannedWord.objects.update_or_create(
        brand_id=brand_id,
        folded=fold(word),
        defaults={"word": word, "reason": reason.strip()[:200], "forbids": forbids},
    )
    audit.record(actor.staff_id, "banned_word.set", "banned_word", row.id, brand_id, word=word, forbids=forbids)
    return row.id


@transaction.atomic
def allow_word(*, actor: Actor, word_id: UUID) -> None:
    """Take a word off the list. Raises NotFound."""
    row = BannedWord.objects.filter(id=word_id).first()
    if row is None or not actor.can(MANAGE_SENDING, row.brand_id):
        raise NotFound(_("There is no such word."))
    audit.record(actor.staff_id, "banned_word.removed", "banned_word", row.id, row.brand_id, word=row.word)
    row.delete()


@transaction.atomic
def set_confirming(*, actor: Actor, queue_id: UUID, confirming: Confirming) -> None:
    """Say when recipients of answers from a queue are confirmed. Raises NotFound."""
    queue = Queue.objects.filter(id=queue_id).first()
    if queue is None or not actor.can(MANAGE_SENDING, queue.brand_id):
        raise NotFound(_("There is no such queue."))
    SendingRule.objects.update_or_create(queue=queue, defaults={"confirming": confirming.value})
    audit.record(actor.staff_id, "queue.confirming", "queue", queue.id, queue.brand_id, confirming=confirming.value)
