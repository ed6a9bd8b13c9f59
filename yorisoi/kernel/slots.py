"""A page names a place; a higher capability offers something to fill it. The page never imports the filler.

Places and what they take (the catalogue with examples is docs/en/slots.md; a test compares it with the code):

    nav             NavEntry       an entry of the console's left rail
    topbar          Panel          a part of the top bar, loaded on its own (my status, notifications)
    user.menu       NavEntry       an entry of the person's own menu (profile, security)
    settings        Setting        a card on the 設定 page
    permission      Permission     something a role may allow
    access.queue    QueueSource    the queues of brands, to which a role may be limited
    case.panel      Panel          the right column of a case
    customer.panel  Panel          a customer's page
    notification    NotificationKind  something colleagues are told of
    account.panel   Panel          an account's page
    search.source   SearchSource   what the global search finds
    audit.kind      AuditKind      what the audit log calls a kind of thing
    received.place  PlaceSource    where messages that came in were put
    metric          Metric         a number in the catalogue of metrics
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

# Words shown to people are lazy translations, typed as str by Django's stubs where they are made.
type Words = Any

PLACES = (
    "nav",
    "topbar",
    "user.menu",
    "settings",
    "permission",
    "access.queue",
    "case.panel",
    "customer.panel",
    "notification",
    "account.panel",
    "search.source",
    "audit.kind",
    "received.place",
    "metric",
)


@dataclass(frozen=True)
class Panel:
    """A part of a page that is loaded on its own; `url_name` takes the page's object id."""

    url_name: str
    title: Words
    order: int = 100
    permission: str | None = None


@dataclass(frozen=True)
class NavEntry:
    """An entry of the left rail; `key` is the second key of its `g …` shortcut."""

    url_name: str
    title: Words
    icon: str
    order: int = 100
    permission: str | None = None
    key: str = ""


@dataclass(frozen=True)
class Setting:
    """A card on the settings page; `everywhere`: only for who has the permission in all brands."""

    url_name: str
    title: Words
    description: Words
    icon: str = "settings"
    order: int = 100
    permission: str | None = None
    everywhere: bool = False


@dataclass(frozen=True)
class Permission:
    """Something a role may allow; `roles` names the given roles that have it from the start."""

    name: str
    title: Words
    roles: tuple[str, ...] = ("admin",)
    order: int = 100


@dataclass(frozen=True)
class BrandQueue:
    """A queue to which a role may be limited."""

    id: UUID
    brand_id: UUID
    name: str


@dataclass(frozen=True)
class QueueSource:
    """The queues of some brands, in order, those out of use as well: `load(brand_ids)`."""

    load: Callable[[Collection[UUID]], Sequence[BrandQueue]]
    order: int = 100


@dataclass(frozen=True)
class Found:
    """One search result, ready to show."""

    title: str
    detail: str
    url: str
    meta: str = ""


@dataclass(frozen=True)
class SearchFilter:
    """A word before a colon that narrows a search (担当:自分). `words`: how it may be typed, in any language."""

    name: str
    title: Words
    words: tuple[str, ...]
    examples: tuple[Words, ...] = ()


@dataclass(frozen=True)
class FilterValue:
    """What one filter was found to mean: `value` as the source needs it, and its words for people."""

    name: str
    value: Any
    words: Words
    negated: bool = False


@dataclass(frozen=True)
class Narrowing:
    """How a source narrows its hits; values of different filters must all hold.

    `meaning(actor, name, text)` says what `text` stands for; raises ValueError with a sentence for people.
    `few(actor, values, most)` gives all objects that fulfil them, or None where there are more than `most`;
    `keep(actor, values, ids)` those among `ids` that do; `newest(actor, values, most, after)` the newest, `after` one
    of them (None where a query without words shows none of this kind). All leave out what the actor may not see.
    """

    filters: tuple[SearchFilter, ...]
    meaning: Callable[[Any, str, str], FilterValue]
    few: Callable[[Any, Sequence[FilterValue], int], list[UUID] | None]
    keep: Callable[[Any, Sequence[FilterValue], Sequence[UUID]], set[UUID]]
    newest: Callable[[Any, Sequence[FilterValue], int, UUID | None], list[UUID]] | None = None


@dataclass(frozen=True)
class SearchSource:
    """How hits of one kind are shown: `load(actor, ids)` gives those the actor may see, in any order, by id."""

    kind: str
    title: Words
    load: Callable[[Any, Sequence[UUID]], dict[UUID, Found]]
    order: int = 100
    narrowing: Narrowing | None = None


@dataclass(frozen=True)
class AuditKind:
    """What the audit log calls a kind of thing."""

    kind: str
    title: Words
    order: int = 100


@dataclass(frozen=True)
class PlaceSource:
    """Where received messages were put: `load(actor, received_ids)` gives those the actor may see, by received id."""

    load: Callable[[Any, Sequence[UUID]], dict[UUID, Found]]
    order: int = 100


@dataclass(frozen=True)
class NotificationKind:
    """Something colleagues are told of. `sentence(data)` says it in the reader's language, out of the notice's data.

    `visible(actor, object_ids)` gives those that the reader may (still) see; of others nothing is told. `mail` is how
    it goes out to those who did not choose: no, at_once, digest.
    """

    name: str
    title: Words
    sentence: Callable[[Mapping[str, Any]], str]
    visible: Callable[[Any, Collection[UUID]], Collection[UUID]] | None = None
    icon: str = "bell"
    order: int = 100
    mail: str = "no"


@dataclass(frozen=True)
class Metric:
    """A number with its whole definition. `reckoning` says from which sums it is made; unit and better are words of
    whoever reckons (insights.contracts). A definition that changes gets a new version: old and new are two numbers.
    """

    name: str
    variant: str
    version: int
    title: Words
    unit: str
    better: str
    formula: Words
    numerator: Words
    denominator: Words
    filters: Words
    clock: Words
    window: Words
    reckoning: Any
    order: int = 100

    @property
    def key(self) -> str:
        """first_response.business@1"""
        return f"{self.name}.{self.variant}@{self.version}"


type Item = (
    Panel
    | NavEntry
    | Setting
    | Permission
    | QueueSource
    | SearchSource
    | AuditKind
    | PlaceSource
    | NotificationKind
    | Metric
)

_items: dict[str, list[Any]] = defaultdict(list)


def offer(place: str, item: Item) -> None:
    """Fill a place; items are kept in the order of `item.order`. Raises KeyError for an unknown place."""
    if place not in PLACES:
        raise KeyError(f"no such place: {place}; there are {', '.join(PLACES)}")
    _items[place].append(item)
    _items[place].sort(key=lambda each: each.order)


def items(place: str) -> tuple[Any, ...]:
    """All items offered for a place, in order."""
    if place not in PLACES:
        raise KeyError(f"no such place: {place}; there are {', '.join(PLACES)}")
    return tuple(_items[place])


@contextmanager
def offered(place: str, item: Item) -> Iterator[None]:
    """Within the block the item fills the place; for tests."""
    offer(place, item)
    try:
        yield
    finally:
        _items[place].remove(item)
