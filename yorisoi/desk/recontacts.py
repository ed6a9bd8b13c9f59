"""Recontact (再入電・再連絡): which contacts were followed by another of the same person. No models.

A definition says who counts as the same, within what time, about what, and by which channels. Contacts that we began
(our own callbacks) and calls that dropped count neither as the first nor as the next; cases merged into another are
left out. A first contact younger than the window cannot be judged yet (right-censored) and is left out of the rate.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

DROPPED = timedelta(seconds=60)
VOICE = frozenset({"phone"})


class Identity(StrEnum):
    """Who counts as the same."""

    CUSTOMER = "customer"
    ACCOUNT = "account"
    ADDRESS = "address"


class SameTopic(StrEnum):
    """What counts as the same matter: anything, the same topic, or the same large topic (大)."""

    ANY = "any"
    SAME = "same"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Rule:
    """A definition of recontact; an empty channel is any channel."""

    identity: Identity = Identity.CUSTOMER
    window: timedelta = timedelta(days=7)
    topic: SameTopic = SameTopic.ANY
    first_channel: str = ""
    then_channel: str = ""
    same_case: bool = True


@dataclass(frozen=True, slots=True)
class Episode:
    """A contact as the engine sees it; `address` is who wrote or called."""

    id: UUID
    case_id: UUID
    at: datetime
    ended_at: datetime | None
    channel: str
    inbound: bool
    abandoned: bool
    merged: bool
    customer_id: UUID | None
    account_id: UUID | None
    address: str
    topic_id: UUID | None
    large_topic_id: UUID | None

    @property
    def counts(self) -> bool:
        """The customer's own, not dropped, not on a case that was merged away."""
        short = self.channel in VOICE and self.ended_at is not None and self.ended_at - self.at < DROPPED
        return self.inbound and not self.merged and not self.abandoned and not short


@dataclass(frozen=True, slots=True)
class Pair:
    """A contact and the next one of the same person within the window."""

    first: Episode
    then: Episode


@dataclass(frozen=True, slots=True)
class RecontactRate:
    """Followed of eligible first contacts; `censored`: too young to be judged; `unknown`: nobody knows who it was."""

    eligible: int
    followed: int
    censored: int
    unknown: int

    @property
    def percent(self) -> float | None:
        """In per cent; None when nothing was eligible."""
        return 100 * self.followed / self.eligible if self.eligible else None


def key_of(rule: Rule, episode: Episode) -> UUID | str | None:
    """Who it was, by the rule; None when that is not known."""
    match rule.identity:
        case Identity.CUSTOMER:
            return episode.customer_id
        case Identity.ACCOUNT:
            return episode.account_id
    return episode.address.strip().lower() or None


def follows(rule: Rule, first: Episode, then: Episode) -> bool:
    """Is `then` a recontact after `first`, by the rule? Whether others lie between does not matter."""
    key = key_of(rule, first)
    return (
        first.counts
        and then.counts
        and first.id != then.id
        and key is not None
        and key == key_of(rule, then)
        and first.at < then.at <= first.at + rule.window
        and rule.first_channel in ("", first.channel)
        and rule.then_channel in ("", then.channel)
        and (rule.same_case or first.case_id != then.case_id)
        and _same_matter(rule, first, then)
    )


def pairs(rule: Rule, episodes: Iterable[Episode]) -> list[Pair]:
    """Each first contact with the earliest that follows it; in the order of the first ones."""
    of_person: dict[UUID | str, list[Episode]] = defaultdict(list)
    for episode in sorted(episodes, key=lambda each: (each.at, each.id)):
        key = key_of(rule, episode)
        if key is not None and episode.counts:
            of_person[key].append(episode)
    found = [pair for some in of_person.values() for pair in _pairs(rule, some)]
    return sorted(found, key=lambda pair: (pair.first.at, pair.first.id))


def _pairs(rule: Rule, ordered: Sequence[Episode]) -> Iterable[Pair]:
    for at, first in enumerate(ordered):
        for then in ordered[at + 1 :]:
            if then.at > first.at + rule.window:
                break
            if follows(rule, first, then):
                yield Pair(first, then)
                break


def rate(
    rule: Rule, episodes: Sequence[Episode], begin: datetime, end: datetime, known_until: datetime
) -> RecontactRate:
    """The rate of first contacts between `begin` and `end` (not counted itself); `known_until`: what came later is not
    known yet. `episodes` must reach `rule.window` beyond `end`, or to `known_until`."""
    firsts = [
        each for each in episodes if each.counts and begin <= each.at < end and rule.first_channel in ("", each.channel)
    ]
    known = [each for each in firsts if key_of(rule, each) is not None]
    judged = {each.id for each in known if each.at + rule.window <= known_until}
    followed = sum(pair.first.id in judged for pair in pairs(rule, episodes))
    return RecontactRate(len(judged), followed, len(known) - len(judged), len(firsts) - len(known))


def _same_matter(rule: Rule, first: Episode, then: Episode) -> bool:
    match rule.topic:
        case SameTopic.ANY:
            return True
        case SameTopic.SAME:
            return first.topic_id is not None and first.topic_id == then.topic_id
    return first.large_topic_id is not None and first.large_topic_id == then.large_topic_id
