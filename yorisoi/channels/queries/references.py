"""Which earlier messages a message answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ..models import MessageKey, Outbound, Received
from ..tokens import digest, read_tokens


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier message of the brand; `by` is "token" or "header"."""

    kind: str
    id: UUID
    by: str


def referenced(brand_id: UUID, message_ids: Sequence[str], texts: Iterable[str]) -> list[Earlier]:
    """The brand's messages that are named, tokens first, then Message-IDs in the order given; at most three queries.

    message_ids: In-Reply-To first, then References from the newest to the oldest. texts: where tokens may stand
    beside the Message-IDs (recipient addresses, body marker).
    """
    signed = list(dict.fromkeys(id for text in (*texts, *message_ids) for id in read_tokens(text)))
    found: dict[UUID, Earlier] = {}
    if signed:
        ours = set(Outbound.objects.filter(pk__in=signed, brand_id=brand_id).values_list("pk", flat=True))
        found.update({id: Earlier("outbound", id, "token") for id in signed if id in ours})
    order = {digest(each): place for place, each in reversed(list(enumerate(message_ids)))}
    if order:
        keys = MessageKey.objects.filter(brand_id=brand_id, digest__in=list(order))
        rows = sorted(keys.values_list("digest", "object_id", "kind"), key=lambda row: (order[row[0]], row[1]))
        for _, id, kind in rows:
            found.setdefault(id, Earlier(str(kind), id, "header"))
    return list(found.values())


def people_of(earlier: Iterable[Earlier]) -> dict[UUID, frozenset[str]]:
    """Who took part in each message: all addresses of From, To, Cc and Bcc in lower case; at most two queries."""
    found: dict[UUID, frozenset[str]] = {}
    by_kind: dict[str, list[UUID]] = {"outbound": [], "received": []}
    for each in earlier:
        by_kind[each.kind].append(each.id)
    if by_kind["outbound"]:
        rows = Outbound.objects.filter(pk__in=by_kind["outbound"])
        for pk, to, cc, bcc in rows.values_list("pk", "to", "cc", "bcc"):
            found[pk] = frozenset(party["address"].lower() for party in (*to, *cc, *bcc))
    if by_kind["received"]:
        read = Received.objects.filter(pk__in=by_kind["received"], reading__isnull=False)
        for pk, sender, to, cc, reply in read.values_list(
            "pk", "reading__from_address", "reading__to", "reading__cc", "reading__reply_to"
        ):
            people = {party["address"].lower() for party in (*to, *cc, *reply)}
            found[pk] = frozenset(people | {sender.lower()})
    return found
