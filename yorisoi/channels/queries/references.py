"""Which earlier messages a message answers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import batched
from uuid import UUID

from yorisoi.kernel.sql import Rows, prepared

from ..models import MessageKey, Outbound, Reading
from ..tokens import digest, read_tokens

_MOST_DIGESTS = 10_000  # less than either database takes as parameters of one statement


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier message of the brand; `by` is "token" or "header"."""

    kind: str
    id: UUID
    by: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a message names: its brand, Message-IDs (In-Reply-To first, then References from the newest to the oldest),
    and texts where tokens may stand beside them (recipient addresses, body marker)."""

    brand_id: UUID
    message_ids: Sequence[str]
    texts: Sequence[str]

    @property
    def signed(self) -> list[UUID]:
        """The outbound ids of all genuine tokens, each once."""
        return list(dict.fromkeys(id for text in (*self.texts, *self.message_ids) for id in read_tokens(text)))


@dataclass(frozen=True, slots=True)
class Signed:
    """An outbound message whose token was named. `answered`: digest of the message that it acknowledged, else ""."""

    brand_id: UUID
    answered: str


def referenced(named: Named) -> list[Earlier]:
    """The brand's messages that are named, tokens first, then Message-IDs in the order given.

    An acknowledgement is on no case, so whoever answers it (or reports that it did not arrive) also means the message
    that it acknowledged.
    """
    return referenced_all([named])[0]


def referenced_all(named: Sequence[Named]) -> list[list[Earlier]]:
    """The same for many messages; two queries however many they are."""
    signed = [each.signed for each in named]
    digests = [{digest(each): place for place, each in reversed(list(enumerate(one.message_ids)))} for one in named]
    ours = _ours({id for ids in signed for id in ids})
    asked = {each for order in digests for each in order} | {each.answered for each in ours.values() if each.answered}
    keys = _keys({one.brand_id for one in named}, asked)
    answers = []
    for one, ids, order in zip(named, signed, digests, strict=True):
        found = {id: Earlier("outbound", id, "token") for id in ids if id in ours and ours[id].brand_id == one.brand_id}
        for answered in [ours[id].answered for id in found]:
            for id, kind in keys.get((one.brand_id, answered), ()):
                found.setdefault(id, Earlier(kind, id, "token"))
        for each in sorted(order, key=order.__getitem__):
            for id, kind in keys.get((one.brand_id, each), ()):
                found.setdefault(id, Earlier(kind, id, "header"))
        answers.append(list(found.values()))
    return answers


def _ours(outbound_ids: set[UUID]) -> dict[UUID, Signed]:
    return {
        pk: Signed(brand_id, digest(answered) if automatic and answered else "")
        for pk, brand_id, automatic, answered in _signed(outbound_ids)
    }


@prepared
def _signed(outbound_ids: Collection[UUID]) -> Rows:
    return Outbound.objects.filter(pk__in=outbound_ids).values_list("pk", "brand_id", "automatic", "in_reply_to")


def _keys(brand_ids: set[UUID], digests: set[str]) -> dict[tuple[UUID, str], list[tuple[UUID, str]]]:
    """(brand, digest) -> the messages of that Message-ID, by id."""
    keys: dict[tuple[UUID, str], list[tuple[UUID, str]]] = {}
    for some in batched(digests, _MOST_DIGESTS):
        for brand_id, each, id, kind in _keys_of(brand_ids, set(some)):
            keys.setdefault((brand_id, each), []).append((id, str(kind)))
    return keys


@prepared
def _keys_of(brand_ids: Collection[UUID], digests: Collection[str]) -> Rows:
    rows = MessageKey.objects.filter(brand_id__in=brand_ids, digest__in=digests).order_by("object_id")
    return rows.values_list("brand_id", "digest", "object_id", "kind")


def people_of(earlier: Iterable[Earlier]) -> dict[UUID, frozenset[str]]:
    """Who took part in each message: all addresses of From, To, Cc and Bcc in lower case; at most two queries."""
    found: dict[UUID, frozenset[str]] = {}
    by_kind: dict[str, set[UUID]] = {"outbound": set(), "received": set()}
    for each in earlier:
        by_kind[each.kind].add(each.id)
    for pk, to, cc, bcc in _addressed(by_kind["outbound"]):
        found[pk] = frozenset(party["address"].lower() for party in (*to, *cc, *bcc))
    for pk, sender, to, cc, reply in _read(by_kind["received"]):
        people = {party["address"].lower() for party in (*to, *cc, *reply)}
        found[pk] = frozenset(people | {sender.lower()})
    return found


@prepared
def _addressed(outbound_ids: Collection[UUID]) -> Rows:
    return Outbound.objects.filter(pk__in=outbound_ids).values_list("pk", "to", "cc", "bcc")


@prepared
def _read(received_ids: Collection[UUID]) -> Rows:
    read = Reading.objects.filter(pk__in=received_ids)
    return read.values_list("pk", "from_address", "to", "cc", "reply_to")
