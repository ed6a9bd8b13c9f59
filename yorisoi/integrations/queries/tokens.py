"""Tokens as the settings show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yorisoi.integrations.models import ApiToken
from yorisoi.integrations.permissions import MANAGE_TOKENS, OWN_TOKENS
from yorisoi.kernel import clock
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import Actor, BrandInfo, NotAllowed, NotFound, RoleInfo

MOST = 200


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token in its table. `state`: active, expired or revoked; `acts_as`: a person's name, or "" for a service."""

    id: UUID
    name: str
    prefix: str
    acts_as: str
    places: tuple[tuple[str, str], ...]
    scopes: tuple[str, ...]
    state: str
    expires_at: datetime
    last_used_at: datetime | None
    made_by: str


def tokens(actor: Actor) -> list[TokenRow]:
    """Tokens that the actor may see, the newest first: their own, and all of brands whose tokens they manage."""
    if not (actor.can(OWN_TOKENS) or actor.can(MANAGE_TOKENS)):
        raise NotAllowed(OWN_TOKENS)
    rows = ApiToken.objects.select_related("staff", "created_by", "revocation").order_by("-id")
    found = rows.prefetch_related("places__brand", "places__role")
    return [_row(token) for token in found[: MOST * 5] if _may_see(actor, token)][:MOST]


def get_token(actor: Actor, token_id: UUID) -> ApiToken:
    """A token that the actor may revoke. Raises NotFound, NotAllowed."""
    if not (actor.can(OWN_TOKENS) or actor.can(MANAGE_TOKENS)):
        raise NotAllowed(OWN_TOKENS)
    token = ApiToken.objects.prefetch_related("places").filter(id=token_id).first()
    if token is None or not _may_see(actor, token):
        raise NotFound("token")
    return token


def _may_see(actor: Actor, token: ApiToken) -> bool:
    if token.staff_id is not None and token.staff_id == actor.staff_id:
        return True
    return all(actor.can(MANAGE_TOKENS, place.brand_id) for place in token.places.all())


def _row(token: ApiToken) -> TokenRow:
    revoked = hasattr(token, "revocation")
    state = "revoked" if revoked else "expired" if token.expires_at <= clock.now() else "active"
    return TokenRow(
        id=token.id,
        name=token.name,
        prefix=token.prefix,
        acts_as=token.staff.display_name if token.staff else "",
        places=tuple((place.brand.name, place.role.title if place.role else "") for place in token.places.all()),
        scopes=tuple(token.scopes),
        state=state,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        made_by=token.created_by.display_name if token.created_by else "",
    )


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A brand in which the actor may make tokens, with the roles they may give there; `own`: with their own roles."""

    brand: BrandInfo
    roles: list[RoleInfo]
    own: bool


def place_choices(actor: Actor) -> list[PlaceChoice]:
    """Where the actor may make tokens. Raises NotAllowed."""
    wanted = actor.brand_ids(OWN_TOKENS) | actor.brand_ids(MANAGE_TOKENS)
    if not wanted:
        raise NotAllowed(OWN_TOKENS)
    return [
        PlaceChoice(
            brand,
            workspace.roles_for_brand(actor, brand.id) if actor.can(MANAGE_TOKENS, brand.id) else [],
            actor.can(OWN_TOKENS, brand.id),
        )
        for brand in workspace.brands(wanted)
    ]
