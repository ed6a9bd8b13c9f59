"""Its part of the fixed cast: tokens."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from yorisoi.integrations import actions
from yorisoi.integrations.contracts import SCOPES
from yorisoi.integrations.models import ApiToken, TokenPlace
from yorisoi.integrations.tokens import digest_of, new_token
from yorisoi.kernel import clock
from yorisoi.workspace.testing import Brand, Staff, actor

__all__ = ["ALL", "ApiClient", "own_token", "service_token"]

ALL = tuple(SCOPES)


def own_token(staff: Staff, *brands: Brand, scopes: Sequence[str] = ALL) -> str:
    """A token that acts as this member of staff."""
    places: Mapping[UUID, str | None] = {brand.id: None for brand in brands}
    return actions.create_token(actor=actor(staff), name="own", scopes=scopes, places=places, days=30)[1]


def service_token(brand: Brand, role: str = "operator", scopes: Sequence[str] = ALL) -> str:
    """A token of a service with this role."""
    text, prefix = new_token()
    now = clock.now()
    token = ApiToken.objects.create(
        name="集計サービス", prefix=prefix, digest=digest_of(text), scopes=list(scopes), created_at=now,
        expires_at=now + timedelta(days=30),
    )  # fmt: skip
    roles: Any = TokenPlace._meta.get_field("role").related_model
    TokenPlace.objects.create(token=token, brand_id=brand.id, role=roles.objects.get(key=role))
    return text


class ApiClient:
    """Calls the API with a token, as a program does."""

    def __init__(self, token: str, language: str = "en") -> None:
        self.client = Client(headers={"authorization": f"Bearer {token}", "accept-language": language})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """With a JSON body, and headers by their names with _ for -."""
        more: Any = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        if body is None:
            return self.client.generic(method, f"/api/v1{path}", **more)
        return getattr(self.client, method.lower())(f"/api/v1{path}", body, content_type="application/json", **more)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)
