"""Telling endpoints: an event becomes a delivery for each, a delivery is tried until it is taken or given up.

At least once: who dies between sending and writing it down sends again under the same webhook-id.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from yorisoi.integrations.actions.endpoints import SEAL, stop
from yorisoi.integrations.contracts import DeliveryState, EventKind, StopReason
from yorisoi.integrations.models import Attempt, Delivery, Endpoint
from yorisoi.integrations.permissions import MANAGE_WEBHOOKS
from yorisoi.integrations.queries.endpoints import get_delivery, get_endpoint, stopped
from yorisoi.integrations.sending import payloads, signing
from yorisoi.integrations.sending.posting import Outcome, post
from yorisoi.kernel import audit, clock, ids, jobs
from yorisoi.kernel.sealing import SealBroken
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM, Actor, Notice

# From one attempt to the next: nine in all, over a day and a bit.
WAITS = tuple(timedelta(seconds=each) for each in (5, 60, 300, 1800, 7200, 18_000, 28_800, 32_400))
GIVEN_UP = timedelta(days=3)
KEPT = timedelta(days=30)
_LEASE = timedelta(seconds=60)
_IN_ONE_JOB = 20
_GONE = 410


@transaction.atomic
def tell(*, kind: EventKind, object_id: UUID, other: str, event_id: UUID, at: datetime) -> int:
    """A delivery for every endpoint of the brand that wants this; doing it twice does it once. How many there are."""
    found = payloads.told(kind, object_id, other)
    if found is None:
        return 0
    brand_id, data = found
    wanting = [
        endpoint
        for endpoint in Endpoint.objects.filter(~stopped("pk"), brand_id=brand_id)
        if kind.value in endpoint.events
    ]
    body = payloads.body(kind, at, data)
    for endpoint in wanting:
        _put(endpoint, kind, event_id, body)
    return len(wanting)


def _put(endpoint: Endpoint, kind: EventKind, event_id: UUID, body: str) -> None:
    now = clock.now()
    row = Delivery(endpoint=endpoint, event_id=event_id, event=kind.value, body=body, created_at=now, next_at=now)
    Delivery.objects.bulk_create([row], ignore_conflicts=True)
    _enqueue(endpoint.id)


def _enqueue(endpoint_id: UUID, run_at: datetime | None = None) -> None:
    jobs.enqueue(
        "integrations.deliver", endpoint_id=str(endpoint_id), unique_key=str(endpoint_id), run_at=run_at, priority=-10
    )


@transaction.atomic
def ping(*, actor: Actor, endpoint_id: UUID) -> UUID:
    """Send a test to an endpoint, also to a stopped one's log: it goes out when it is taken up. Id of the event."""
    endpoint, event_id = get_endpoint(actor, endpoint_id), ids.uuid7()
    _put(endpoint, EventKind.PING, event_id, payloads.body(EventKind.PING, clock.now(), {"by": actor.name}))
    return event_id


@transaction.atomic
def send_again(*, actor: Actor, delivery_id: UUID) -> None:
    """Send a delivery once more, under its webhook-id. Raises NotAllowed, NotFound."""
    delivery = get_delivery(actor, delivery_id)
    Delivery.objects.filter(id=delivery.id).update(state=DeliveryState.WAITING.value, tries=0, next_at=clock.now())
    _enqueue(delivery.endpoint_id)
    endpoint = get_endpoint(actor, delivery.endpoint_id)
    audit.record(actor.staff_id, "webhook.sent_again", "webhook", endpoint.id, endpoint.brand_id, event=delivery.event)


def deliver(*, endpoint_id: UUID) -> int:
    """Send what is due to an endpoint, one after the other, so that a slow one holds one thread at most; how many."""
    now = clock.now()
    free = Q(busy_until=None) | Q(busy_until__lt=now)
    if not Endpoint.objects.filter(free, id=endpoint_id).update(busy_until=now + _LEASE):
        _enqueue(endpoint_id, now + _LEASE)  # somebody is at it, or has died with it
        return 0
    sent = 0
    try:
        while sent < _IN_ONE_JOB and (delivery := _due(endpoint_id)):
            Endpoint.objects.filter(id=endpoint_id).update(busy_until=clock.now() + _LEASE)
            _write_down(delivery, _sent(delivery))
            sent += 1
    finally:
        Endpoint.objects.filter(id=endpoint_id).update(busy_until=None)
    # After letting go: what came meanwhile found us busy and relies on this.
    following = _waiting(endpoint_id).order_by("next_at").values_list("next_at", flat=True).first()
    if following is not None:
        _enqueue(endpoint_id, max(following, clock.now()))
    return sent


def _waiting(endpoint_id: UUID) -> QuerySet[Delivery]:
    return Delivery.objects.filter(~stopped("endpoint_id"), endpoint_id=endpoint_id, next_at__isnull=False)


def _due(endpoint_id: UUID) -> Delivery | None:
    due = _waiting(endpoint_id).filter(next_at__lte=clock.now())
    return due.select_related("endpoint").order_by("next_at", "id").first()


def _sent(delivery: Delivery) -> Outcome:
    try:
        keys = _keys(delivery.endpoint)
    except SealBroken:
        return Outcome(0, 0, gettext_noop("The secret was sealed with another SECRET_KEY: renew it."))
    signed = signing.headers(keys, delivery.webhook_id, int(clock.now().timestamp()), delivery.body)
    told = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Yorisoi", **signed}
    return post(delivery.endpoint.url, told, delivery.body)


def _keys(endpoint: Endpoint) -> list[str]:
    keys = [SEAL.unseal(endpoint.secret)]
    if endpoint.former_secret and endpoint.former_until and endpoint.former_until > clock.now():
        keys.append(SEAL.unseal(endpoint.former_secret))
    return keys


@transaction.atomic
def _write_down(delivery: Delivery, outcome: Outcome) -> None:
    """The attempt, and what follows from it for the delivery and its endpoint."""
    now, endpoint = clock.now(), delivery.endpoint
    Attempt.objects.create(
        delivery=delivery,
        at=now,
        status=outcome.status,
        milliseconds=outcome.milliseconds,
        error=outcome.error,
        answer=outcome.answer,
    )
    delivery.tries += 1
    if outcome.good:
        delivery.state, delivery.next_at = DeliveryState.DELIVERED.value, None
    elif delivery.tries > len(WAITS) or outcome.status == _GONE:
        delivery.state, delivery.next_at = DeliveryState.FAILED.value, None
    else:
        delivery.next_at = now + WAITS[delivery.tries - 1]
    delivery.save(update_fields=["tries", "state", "next_at"])
    since = None if outcome.good else endpoint.failing_since or now
    if since != endpoint.failing_since:
        Endpoint.objects.filter(id=endpoint.id).update(failing_since=since)
    if outcome.status == _GONE:
        _give_up(endpoint, StopReason.GONE)
    elif since is not None and now - since >= GIVEN_UP:
        _give_up(endpoint, StopReason.FAILING)


def _give_up(endpoint: Endpoint, reason: StopReason) -> None:
    """Send nothing more to it, and tell those who can do something about it."""
    if not stop(endpoint, reason):
        return
    audit.record(None, "webhook.given_up", "webhook", endpoint.id, endpoint.brand_id, reason=reason.value)
    path, told = f"/settings/webhooks/{endpoint.id}/", {"url": endpoint.url}
    people = workspace.staff_who_may(MANAGE_WEBHOOKS, endpoint.brand_id)
    notices = [Notice(person.id, "integrations.given_up", endpoint.id, path, told) for person in people]
    workspace.notify(notices, by=SYSTEM)


def sweep() -> None:
    """Take up what lies due and forget old deliveries."""
    due = Delivery.objects.filter(~stopped("endpoint_id"), next_at__lte=clock.now())
    for endpoint_id in due.values_list("endpoint_id", flat=True).distinct():
        _enqueue(endpoint_id)
    Delivery.objects.filter(created_at__lt=clock.now() - KEPT).delete()
