"""What other capabilities may know of the people who act: the actor, and the errors of refusing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class NotAllowed(Exception):
    """The actor may not do this; becomes the designed 403 page. The permission asked for is the first argument."""


class NotFound(Exception):
    """There is no such thing, or the actor may not know of it; becomes the designed 404 page."""


class PresenceStatus(StrEnum):
    """Whether a member of staff takes work just now."""

    AVAILABLE = "available"
    AWAY = "away"
    WRAP_UP = "wrap_up"
    OFFLINE = "offline"


class MailChoice(StrEnum):
    """Whether a notification also goes out by mail: not, at once, or with others once a day."""

    NO = "no"
    AT_ONCE = "at_once"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a member of staff is to be told of. `data` (JSON values) is what the kind's sentence is made of.

    `path`: where it is shown. `key`: tell this person the same thing once only.
    """

    staff_id: UUID
    kind: str
    object_id: UUID | None = None
    path: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class TeamInfo:
    """A team of a brand with the people in it."""

    id: UUID
    name: str
    staff_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class ActorGrant:
    """One role given: its permissions, in one brand (None = all brands), in one queue (None = all of its queues)."""

    permissions: frozenset[str]
    brand_id: UUID | None = None
    queue_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and what they may do where. `staff_id` is the id that audit rows and assignments carry.

    `every_brand` holds the ids of all brands there are, so that a grant for all brands can be spelt out.
    """

    user_id: UUID | None
    staff_id: UUID | None
    name: str
    language: str = "ja"
    grants: tuple[ActorGrant, ...] = ()
    system: bool = False
    theme: str = "auto"
    every_brand: frozenset[UUID] = frozenset()

    def can(self, permission: str, brand_id: UUID | None = None, queue_id: UUID | None = None) -> bool:
        """May they do this in this brand and queue? Without a brand: in any; without a queue: in any of the brand's."""
        return self.system or any(
            permission in grant.permissions
            and (brand_id is None or grant.brand_id is None or grant.brand_id == brand_id)
            and (queue_id is None or grant.queue_id is None or grant.queue_id == queue_id)
            for grant in self.grants
        )

    def can_everywhere(self, permission: str) -> bool:
        """May they do this in all brands, also in those to come? What belongs to the whole organisation asks this."""
        return self.system or any(
            permission in grant.permissions and grant.brand_id is None and grant.queue_id is None
            for grant in self.grants
        )

    def needs(self, permission: str, brand_id: UUID | None = None, queue_id: UUID | None = None) -> None:
        """Raise NotAllowed unless `can(…)`."""
        if not self.can(permission, brand_id, queue_id):
            raise NotAllowed(permission)

    def brand_ids(self, permission: str) -> frozenset[UUID]:
        """The brands in which they may do this, at least in one queue.

        The system actor knows no list of brands: ask `workspace.public.brand_ids(actor, permission)` where it may come.
        """
        if self.system:
            raise TypeError("the system actor acts in every brand; use workspace.public.brand_ids")
        granted = {grant.brand_id for grant in self.grants if permission in grant.permissions}
        return self.every_brand if None in granted else frozenset(brand for brand in granted if brand is not None)

    def queue_limits(self, permission: str, brand_id: UUID) -> frozenset[UUID] | None:
        """The only queues of the brand in which they may do this; None = all of them, empty = none."""
        if self.system:
            return None
        queues = {
            grant.queue_id
            for grant in self.grants
            if permission in grant.permissions and grant.brand_id in {None, brand_id}
        }
        return None if None in queues else frozenset(queue for queue in queues if queue is not None)


SYSTEM = Actor(user_id=None, staff_id=None, name="Yorisoi", system=True)
NOBODY = Actor(user_id=None, staff_id=None, name="")


@dataclass(frozen=True, slots=True)
class BrandInfo:
    """A brand as others show it; `sign` is its short name in lists, `colour` is #rrggbb."""

    id: UUID
    name: str
    slug: str
    sign: str
    colour: str
    language: str


@dataclass(frozen=True, slots=True)
class RoleInfo:
    """A role as others offer it: `title` in the reader's language."""

    id: UUID
    key: str
    title: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class StaffInfo:
    """A member of staff as others show them."""

    id: UUID
    user_id: UUID
    name: str
    reading: str
    active: bool
