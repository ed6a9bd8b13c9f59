"""Endpoints: set up, changed, stopped, given a new secret, removed."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.integrations.contracts import EventKind, StopReason
from yorisoi.integrations.models import Endpoint, EndpointStop
from yorisoi.integrations.permissions import MANAGE_WEBHOOKS
from yorisoi.integrations.queries.endpoints import get_endpoint
from yorisoi.integrations.sending.guarding import checked_url
from yorisoi.integrations.sending.signing import new_secret
from yorisoi.kernel import audit, clock, jobs
from yorisoi.kernel.sealing import Seal
from yorisoi.workspace.contracts import Actor

BOTH_VALID = timedelta(hours=24)
SEAL = Seal("yorisoi.integrations.webhook")
CHOICE = tuple(kind.value for kind in EventKind if kind is not EventKind.PING)


@transaction.atomic
def create_endpoint(
    *, actor: Actor, brand_id: UUID, url: str, events: Sequence[str], description: str = ""
) -> tuple[UUID, str]:
    """Set up an endpoint; its id and its secret. Raises NotAllowed, ValidationError."""
    actor.needs(MANAGE_WEBHOOKS, brand_id)
    secret = new_secret()
    endpoint = Endpoint(
        brand_id=brand_id, created_at=clock.now(), created_by_id=actor.staff_id, secret=SEAL.seal(secret)
    )
    _fill(endpoint, url, events, description)
    endpoint.save(force_insert=True)
    _write(actor, endpoint, "created")
    return endpoint.id, secret


@transaction.atomic
def change_endpoint(*, actor: Actor, endpoint_id: UUID, url: str, events: Sequence[str], description: str = "") -> None:
    """Change where it lies and what it is told. Raises NotAllowed, NotFound, ValidationError."""
    endpoint = get_endpoint(actor, endpoint_id)
    _fill(endpoint, url, events, description)
    endpoint.save(update_fields=["url", "events", "description"])
    _write(actor, endpoint, "changed")


@transaction.atomic
def renew_secret(*, actor: Actor, endpoint_id: UUID) -> str:
    """A new secret; the former one signs beside it for a day, so that the receiver may change over."""
    endpoint = get_endpoint(actor, endpoint_id)
    secret = new_secret()
    endpoint.former_secret, endpoint.former_until = endpoint.secret, clock.now() + BOTH_VALID
    endpoint.secret = SEAL.seal(secret)
    endpoint.save(update_fields=["secret", "former_secret", "former_until"])
    _write(actor, endpoint, "secret_renewed")
    return secret


@transaction.atomic
def remove_endpoint(*, actor: Actor, endpoint_id: UUID) -> None:
    """Forget an endpoint and what was sent to it."""
    endpoint = get_endpoint(actor, endpoint_id)
    _write(actor, endpoint, "removed")
    endpoint.delete()


@transaction.atomic
def stop_endpoint(*, actor: Actor, endpoint_id: UUID) -> None:
    """Send nothing to it until it is taken up again; what happens meanwhile it is not told."""
    endpoint = get_endpoint(actor, endpoint_id)
    if stop(endpoint, StopReason.SWITCHED, actor.staff_id):
        _write(actor, endpoint, "stopped")


@transaction.atomic
def resume_endpoint(*, actor: Actor, endpoint_id: UUID) -> None:
    """Send to it again, first what still waited."""
    endpoint = get_endpoint(actor, endpoint_id)
    if EndpointStop.objects.filter(endpoint=endpoint, ended_at=None).update(ended_at=clock.now()):
        Endpoint.objects.filter(id=endpoint.id).update(failing_since=None)
        jobs.enqueue("integrations.deliver", endpoint_id=str(endpoint.id), unique_key=str(endpoint.id))
        _write(actor, endpoint, "resumed")


def stop(endpoint: Endpoint, reason: StopReason, by_id: UUID | None = None) -> bool:
    """Put down that nothing is sent to it from now on; False when that was so already."""
    _row, made = EndpointStop.objects.get_or_create(
        endpoint=endpoint, ended_at=None, defaults={"reason": reason.value, "by_id": by_id, "at": clock.now()}
    )
    return made


def _fill(endpoint: Endpoint, url: str, events: Sequence[str], description: str) -> None:
    endpoint.url = checked_url(url)
    if not events or set(events) - set(CHOICE):
        raise ValidationError({"events": _("Choose what the endpoint is told.")})
    endpoint.events = [kind for kind in CHOICE if kind in events]
    endpoint.description = description.strip()
    endpoint.full_clean(exclude=["secret"])


def _write(actor: Actor, endpoint: Endpoint, verb: str) -> None:
    audit.record(
        actor.staff_id, f"webhook.{verb}", "webhook", endpoint.id, endpoint.brand_id,
        url=endpoint.url, events=endpoint.events,
    )  # fmt: skip
