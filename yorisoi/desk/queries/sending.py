"""What the settings of sending show."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Confirming
from yorisoi.desk.models import BannedWord, Queue, SendingRule
from yorisoi.desk.permissions import MANAGE_SENDING
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, BrandInfo, NotFound


@dataclass(frozen=True, slots=True)
class SendingSettings:
    """Of one brand: its words, and its queues with how they confirm."""

    words: tuple[BannedWord, ...]
    queues: tuple[tuple[UUID, str, Confirming], ...]


def sending_brands(actor: Actor) -> list[BrandInfo]:
    """Brands whose rules of sending the actor manages."""
    return workspace.brands(actor.brand_ids(MANAGE_SENDING))


def sending_settings(actor: Actor, brand_id: UUID) -> SendingSettings:
    """Raises NotFound for a brand that the actor does not manage."""
    if not actor.can(MANAGE_SENDING, brand_id):
        raise NotFound(_("There is no such brand."))
    queues = Queue.objects.filter(brand_id=brand_id, active=True).values_list("id", "name")
    rules = dict(SendingRule.objects.filter(queue__brand_id=brand_id).values_list("queue_id", "confirming"))
    return SendingSettings(
        tuple(BannedWord.objects.filter(brand_id=brand_id)),
        tuple((pk, name, Confirming(rules.get(pk, Confirming.UNUSUAL))) for pk, name in queues),
    )
