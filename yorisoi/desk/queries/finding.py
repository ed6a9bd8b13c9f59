"""What the global search shows of cases and messages."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Status
from yorisoi.desk.labels import STATUS
from yorisoi.desk.models import Case, Message
from yorisoi.desk.permissions import visible
from yorisoi.kernel import search
from yorisoi.kernel.search import Hit
from yorisoi.kernel.slots import Found, SearchSource
from yorisoi.kernel.ui.times import date_short
from yorisoi.workspace.contracts import Actor


def found_cases(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Cases as search results, those that the actor may see."""
    rows = Case.objects.filter(visible(actor), pk__in=ids).values_list(
        "pk", "number", "subject", "customer_name", "last_line", "status", "last_at"
    )
    return {
        pk: Found(
            title=f"#{number} {subject or _('(no subject)')}",
            detail=" · ".join(filter(None, [customer, line])),
            url=f"/cases/{number}/",
            meta=f"{STATUS[Status(status)]} · {date_short(at)}",
        )
        for pk, number, subject, customer, line, status, at in rows
    }


def found_messages(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Messages as search results, those of cases that the actor may see. `detail` is the whole text."""
    rows = {
        row[0]: row[1:]
        for row in Message.objects.filter(pk__in=ids).values_list("pk", "case_id", "author_name", "body", "at")
    }
    cases = {
        pk: (number, subject)
        for pk, number, subject in Case.objects.filter(
            visible(actor), pk__in={case_id for case_id, *_rest in rows.values()}
        ).values_list("pk", "number", "subject")
    }
    return {
        pk: Found(
            title=f"#{cases[case_id][0]} {cases[case_id][1] or _('(no subject)')}",
            detail=body,
            url=f"/cases/{cases[case_id][0]}/#message-{pk}",
            meta=f"{name} · {date_short(at)}",
        )
        for pk, (case_id, name, body, at) in rows.items()
        if case_id in cases
    }


def brands_of(actor: Actor) -> frozenset[UUID]:
    """The brands whose things the actor may find at all; each source still shows only what may be seen."""
    granted = {grant.brand_id for grant in actor.grants}
    return actor.every_brand if None in granted else frozenset(brand for brand in granted if brand is not None)


def shown_hits(
    actor: Actor, hits: Sequence[Hit], sources: Mapping[str, SearchSource], text: str
) -> list[dict[str, Any]]:
    """Hits as their sources show them, in the order of the hits; what the actor may not see is left out."""
    by_kind: dict[str, list[UUID]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.object_id)
    found = {kind: sources[kind].load(actor, ids) for kind, ids in by_kind.items() if kind in sources}
    return [
        {
            "kind": hit.kind,
            "found": found[hit.kind][hit.object_id],
            "pieces": search.snippet(found[hit.kind][hit.object_id].detail, text),
        }
        for hit in hits
        if hit.object_id in found.get(hit.kind, {})
    ]
