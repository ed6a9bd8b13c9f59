"""The signed token of an invitation's link."""

from uuid import UUID

from django.core import signing

_SALT = "workspace.invitation"


def token_for(invitation_id: UUID, nonce: str) -> str:
    """The token to mail; only this install's secret key can make it."""
    return signing.dumps([invitation_id.hex, nonce], salt=_SALT)


def read_token(token: str) -> tuple[UUID, str] | None:
    """Invitation id and nonce of a token; None when it was not made here or was changed."""
    try:
        invitation_id, nonce = signing.loads(token, salt=_SALT)
        return UUID(invitation_id), str(nonce)
    except (signing.BadSignature, ValueError, TypeError):
        return None
