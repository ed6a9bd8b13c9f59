"""Tokens: made, used, revoked."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yorisoi.integrations.contracts import SCOPES
from yorisoi.integrations.models import ApiToken, TokenPlace, TokenRevocation
from yorisoi.integrations.permissions import MANAGE_TOKENS, OWN_TOKENS
from yorisoi.integrations.queries.tokens import get_token
from yorisoi.integrations.tokens import digest_of, new_token
from yorisoi.kernel import audit, clock
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, NotAllowed

MOST_DAYS = 730
_USED_EVERY = timedelta(minutes=1)


@transaction.atomic
def create_token(
    *, actor: Actor, name: str, scopes: Sequence[str], places: Mapping[UUID, str | None], days: int
) -> tuple[UUID, str]:
    """A new token; its id and its text, which is nowhere kept.

    places: brands with the key of the role it has there; None in every one for a token that acts with the actor's own
    roles. Raises NotAllowed; ValidationError for a mixture, nothing chosen, or a length out of 1 to 730 days.
    """
    own = _check(actor, scopes, places, days)
    text, prefix = new_token()
    roles = {} if own else _roles(actor, places)
    now = clock.now()
    token = ApiToken(
        name=name.strip(),
        prefix=prefix,
        digest=digest_of(text),
        staff_id=actor.staff_id if own else None,
        scopes=sorted(set(scopes)),
        created_at=now,
        created_by_id=actor.staff_id,
        expires_at=now + timedelta(days=days),
    )
    token.full_clean()
    token.save(force_insert=True)
    TokenPlace.objects.bulk_create(
        TokenPlace(token=token, brand_id=brand_id, role_id=roles.get(brand_id)) for brand_id in places
    )
    for brand_id, role in places.items():
        audit.record(
            actor.staff_id, "token.created", "api_token", token.id, brand_id,
            name=token.name, prefix=prefix, scopes=token.scopes, role=role or "own", until=token.expires_at,
        )  # fmt: skip
    return token.id, text


def _check(actor: Actor, scopes: Sequence[str], places: Mapping[UUID, str | None], days: int) -> bool:
    """Is it a token of the actor's own? Raises."""
    if not places:
        raise ValidationError(_("Choose at least one brand."))
    if not scopes or set(scopes) - set(SCOPES):
        raise ValidationError({"scopes": _("Choose what the token may do.")})
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": _("A token lasts between 1 and %(days)s days.") % {"days": MOST_DAYS}})
    own = {role is None for role in places.values()}
    if len(own) > 1:
        raise ValidationError(_("A token acts either with your own roles or with roles of its own, not with both."))
    for brand_id in places:
        actor.needs(OWN_TOKENS if own == {True} else MANAGE_TOKENS, brand_id)
    if own == {True} and actor.staff_id is None:
        raise NotAllowed(OWN_TOKENS)
    return own == {True}


def _roles(actor: Actor, places: Mapping[UUID, str | None]) -> dict[UUID, UUID]:
    """Role ids by brand; nobody hands out what they do not have."""
    found = {}
    for brand_id, key in places.items():
        role = next((role for role in workspace.roles_for_brand(actor, brand_id) if role.key == key), None)
        if role is None:
            raise NotAllowed(MANAGE_TOKENS)
        found[brand_id] = role.id
    return found


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: UUID) -> None:
    """Take a token out of use at once; doing it twice changes nothing. Raises NotFound, NotAllowed."""
    token = get_token(actor, token_id)
    _row, made = TokenRevocation.objects.get_or_create(
        token=token, defaults={"by_id": actor.staff_id, "at": clock.now()}
    )
    if made:
        for place in token.places.all():
            audit.record(
                actor.staff_id, "token.revoked", "api_token", token.id, place.brand_id,
                name=token.name, prefix=token.prefix,
            )  # fmt: skip


def note_use(*, token_id: UUID, last: datetime | None) -> None:
    """Put down that a token was used, at most once a minute."""
    now = clock.now()
    if last is None or now - last >= _USED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=now - _USED_EVERY)
        ApiToken.objects.filter(stale, id=token_id).update(last_used_at=now)
