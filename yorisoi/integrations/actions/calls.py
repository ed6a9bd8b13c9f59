"""Calls that carry an idempotency key: done once, answered alike."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yorisoi.integrations.contracts import KeyReused
from yorisoi.integrations.models import IdempotentCall
from yorisoi.kernel import clock

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was given."""

    status: int
    headers: dict[str, str]
    body: str


def begin_call(*, token_id: UUID, key: str, fingerprint: str) -> KeptAnswer | IdempotentCall:
    """The answer this call got before, or the row to keep it in; inside the transaction of what the call does.

    Two at the same time: the second waits at the unique key for the first one's transaction. Raises KeyReused when
    the key came with another request.
    """
    IdempotentCall.objects.filter(token_id=token_id, key=key, at__lt=clock.now() - KEPT).delete()
    row = IdempotentCall(token_id=token_id, key=key, fingerprint=fingerprint, at=clock.now())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            return row
    except IntegrityError:
        before = IdempotentCall.objects.get(token_id=token_id, key=key)
    if before.fingerprint != fingerprint:
        raise KeyReused(_("This key was used for another request. Take a new key for each new request."))
    return KeptAnswer(before.status, before.headers, before.body)


def keep_answer(*, call: IdempotentCall, answer: KeptAnswer) -> None:
    """Put down what was answered."""
    call.status, call.headers, call.body = answer.status, answer.headers, answer.body
    call.save(update_fields=["status", "headers", "body"])


def forget_calls() -> None:
    """Remove answers that need not be given again."""
    IdempotentCall.objects.filter(at__lt=clock.now() - KEPT).delete()
