"""What the console's frame shows around every page: rail, top bar, display choices."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils import translation

from yorisoi.kernel import slots

THEMES = ("light", "dark")
THEME_COOKIE, DENSITY_COOKIE, RAIL_COOKIE = "yorisoi_theme", "yorisoi_density", "yorisoi_rail"
SEARCH_PATH = "/search/"


class Acting(Protocol):
    """What the frame needs to know of the acting person."""

    @property
    def name(self) -> str: ...

    def can(self, permission: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the rail."""

    title: str
    icon: str
    url: str
    key: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the frame's templates read. Equal frames look the same, so their markup is drawn once and kept."""

    language: str
    theme: str = ""
    density: str = ""
    rail: str = ""
    name: str = ""
    entries: tuple[Entry, ...] = ()
    top: tuple[tuple[str, str], ...] = ()
    own: tuple[Entry, ...] = ()
    sign_out_url: str = ""
    search_url: str = SEARCH_PATH


def frame_of(request: HttpRequest | None) -> Frame:
    """The frame of a request, made once; without a request (a failing page) only the language is known."""
    if request is None:
        return _frame(None)
    made: Frame | None = request.__dict__.get("_ui_frame")
    if made is None:
        made = request.__dict__["_ui_frame"] = _frame(request)
    return made


def _frame(request: HttpRequest | None) -> Frame:
    language = translation.get_language() or settings.LANGUAGE_CODE
    if request is None:
        return Frame(language)
    cookies = request.COOKIES
    theme = cookies.get(THEME_COOKIE, "")
    actor = acting(request)
    return Frame(
        language=language,
        theme=theme if theme in THEMES else "",
        density="compact" if cookies.get(DENSITY_COOKIE) == "compact" else "",
        rail="wide" if cookies.get(RAIL_COOKIE) == "wide" else "",
        name=actor.name if actor else "",
        entries=_entries("nav", actor, request.path),
        top=_top(actor),
        own=_entries("user.menu", actor, request.path),
        sign_out_url=_address("account_logout") if actor else "",
    )


def acting(request: HttpRequest) -> Acting | None:
    """The acting person, or None where nobody is signed in."""
    actor: Any = getattr(request, "actor", None)
    return actor if actor and getattr(actor, "user_id", True) else None


def _entries(place: str, actor: Acting | None, path: str) -> tuple[Entry, ...]:
    found = [
        (item, _address(item.url_name))
        for item in slots.items(place)
        if actor is not None and (item.permission is None or actor.can(item.permission))
    ]
    # The deepest entry whose address begins the path is where we are: /cases/ does not light up /.
    here = max((url for _item, url in found if url and path.startswith(url)), key=len, default="")
    return tuple(Entry(str(item.title), item.icon, url, item.key, url == here) for item, url in found if url)


def _top(actor: Acting | None) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(item.title), url)
        for item in slots.items("topbar")
        if actor is not None
        and (item.permission is None or actor.can(item.permission))
        and (url := _address(item.url_name))
    )


def _address(name: str) -> str:
    return _reversed(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@cache
def _reversed(name: str, urlconf: str, _prefix: str) -> str:
    """The path of a name, kept; nothing where it is not served (a capability left out)."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""


_TONES = {"success": "positive", "warning": "warning", "error": "danger", "info": "info", "debug": "info"}


def notices(request: HttpRequest | None) -> tuple[tuple[str, str], ...]:
    """Messages left by the page before this one, as (text, tone)."""
    if request is None or not hasattr(request, "_messages"):
        return ()
    return tuple((str(each.message), _TONES.get(each.level_tag, "info")) for each in get_messages(request))
