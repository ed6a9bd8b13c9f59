"""Addresses as templates write them: worked out once for each name, then only filled in."""

from functools import cache
from uuid import UUID

from django.conf import settings
from django.templatetags.static import static as static_url
from django.urls import get_script_prefix, get_urlconf, reverse


def url(name: str, /, **values: object) -> str:
    """The path of a named URL: url("desk:case", number=10234). Raises NoReverseMatch."""
    if not all(type(value) is UUID or (type(value) is int and value >= 0) for value in values.values()):
        return reverse(name, kwargs=values)
    kinds = tuple([(key, type(value)) for key, value in values.items()])
    return _pattern(name, kinds, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()) % values


@cache
def _pattern(name: str, kinds: tuple[tuple[str, type], ...], urlconf: str, _prefix: str) -> str:
    """The path with places for numbers and ids, which stand in it as they are written."""
    stand_ins: dict[str, object] = {
        key: UUID(int=0xF00D << 112 | place) if kind is UUID else 7_000_000_001 + place
        for place, (key, kind) in enumerate(kinds)
    }
    path = reverse(name, urlconf, kwargs=stand_ins).replace("%", "%%")
    for key, value in stand_ins.items():
        path = path.replace(str(value), f"%({key})s")
    return path


def static(path: str) -> str:
    """The address of a static file; it changes with the content, so outside DEBUG it is looked up once."""
    return static_url(path) if settings.DEBUG else _kept_static(path)


@cache
def _kept_static(path: str) -> str:
    return static_url(path)
