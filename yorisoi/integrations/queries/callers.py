"""Who calls: a token turned into an actor."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yorisoi.integrations.models import ApiToken
from yorisoi.integrations.permissions import let_through, narrowed
from yorisoi.integrations.tokens import prefix_of, proves
from yorisoi.kernel import clock
from yorisoi.kernel.sql import Rows, prepared
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, ActorGrant

_NO_DIGEST = "0" * 64


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that proved its token. `scopes` include what writing implies (cases:write → cases:read)."""

    token_id: UUID
    actor: Actor
    scopes: frozenset[str]
    brand_ids: frozenset[UUID]
    last_used_at: datetime | None


def caller_of(text: str) -> Caller | None:
    """The caller with this token; None when there is no such token, it expired, was revoked, or its person is gone."""
    rows = _token(prefix_of(text))
    if not proves(text, rows[0][1] if rows else _NO_DIGEST) or not rows:
        return None
    token_id, _digest, name, staff_id, scopes, expires_at, last_used_at, revoked_at = rows[0][:8]
    if revoked_at is not None or expires_at <= clock.now():
        return None
    brands = {row[8]: frozenset(row[9] or ()) for row in rows if row[8] is not None}
    actor = _as_staff(staff_id, brands, scopes) if staff_id else _as_service(name, brands, scopes)
    if actor is None:
        return None
    wide = frozenset(scopes) | {scope.replace(":write", ":read") for scope in scopes}
    return Caller(token_id, actor, wide, frozenset(brands), last_used_at)


@prepared
def _token(prefix: str) -> Rows:
    rows = ApiToken.objects.filter(prefix=prefix)
    return rows.values_list(
        "id", "digest", "name", "staff_id", "scopes", "expires_at", "last_used_at", "revocation__at",
        "places__brand_id", "places__role__permissions",
    )  # fmt: skip


def _as_service(name: str, brands: dict[UUID, frozenset[str]], scopes: list[str]) -> Actor:
    allowed = let_through(scopes)
    grants = tuple(ActorGrant(held & allowed, brand_id) for brand_id, held in brands.items())
    return Actor(user_id=None, staff_id=None, name=name, grants=grants)


def _as_staff(staff_id: UUID, brands: dict[UUID, frozenset[str]], scopes: list[str]) -> Actor | None:
    person = workspace.actor_of_staff(staff_id)
    if person.staff_id is None:
        return None
    grants = narrowed(person, brands, scopes)
    return Actor(person.user_id, person.staff_id, person.name, person.language, grants)
