"""Keyset paging in addresses."""

from uuid import UUID

from django.http import HttpRequest


def after_of(request: HttpRequest) -> UUID | None:
    """The id after which the page begins; nonsense is the first page."""
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
