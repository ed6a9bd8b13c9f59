"""Telling colleagues what became of their cases; functions on a case that is being changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from yorisoi.desk.actions.writing import one_line
from yorisoi.desk.contracts import Status
from yorisoi.desk.models import Case, Mention, Message
from yorisoi.desk.queries.mentioning import Mentioned
from yorisoi.kernel import clock, unit
from yorisoi.workspace import public as workspace
from yorisoi.workspace.contracts import SYSTEM, Actor, Notice

SOON = timedelta(hours=1)
_STALE = timedelta(days=1)  # what is overdue for longer was told long ago


def notice(case: Case, staff_id: UUID, kind: str, *, line: str = "", key: str = "", **data: Any) -> Notice:
    """A notice about a case; its number and subject are its title."""
    path = reverse("desk:case", kwargs={"number": case.number})
    values: Mapping[str, Any] = {"title": f"#{case.number} {case.subject}".strip(), "line": line, **data}
    return Notice(staff_id, f"desk.{kind}", case.id, path, values, key)


def tell_of_assignment(case: Case, actor: Actor, before: UUID | None, after: UUID | None) -> None:
    """The one who has the case now, and the one who had it, unless they did it themselves."""
    notices = []
    if after is not None:
        notices.append(notice(case, after, "assigned", by=actor.name, line=case.last_line))
    if before is not None:
        notices.append(notice(case, before, "taken_over", by=actor.name, what="case"))
    workspace.notify(notices, by=actor)


def tell_of_lost_reply(case: Case, actor: Actor, holder: UUID) -> None:
    """Somebody else writes the reply now."""
    workspace.notify([notice(case, holder, "taken_over", by=actor.name, what="reply")], by=actor)


def tell_of_answers(answers: Iterable[tuple[Case, Message]]) -> None:
    """Customers wrote on cases that somebody has. Only for what people wrote: never for bounces or automatic mail, or a
    notification's own bounce would make the next one."""
    notices = [
        notice(
            case,
            case.assignee_id,
            "answered",
            name=message.author_name or case.customer_name,
            line=one_line(message.body),
        )
        for case, message in answers
        if case.assignee_id
    ]
    workspace.notify(notices, by=SYSTEM)


def tell_of_mentions(case: Case, actor: Actor, message: Message, reached: Sequence[Mentioned]) -> None:
    """Whom a new note mentions is told of it."""
    rows = [Mention(message=message, staff_id=each.staff_id, team_id=each.team_id) for each in reached]
    Mention.objects.bulk_create(rows)
    line = one_line(message.body)
    workspace.notify([notice(case, each.staff_id, "mentioned", by=actor.name, line=line) for each in reached], by=actor)


def tell_of_deadlines() -> int:
    """Who has a case that is due within the hour, or overdue since less than a day, is told once of each."""
    now = clock.now()
    due = Case.objects.filter(
        is_open=True,
        status__in=[Status.NEW, Status.OPEN],
        assignee__isnull=False,
        due_at__gt=now - _STALE,
        due_at__lte=now + SOON,
    )
    notices = []
    for case in due.order_by("due_at")[:2000]:
        kind = "due_soon" if case.due_at is not None and case.due_at > now else "overdue"
        at = case.due_at.isoformat() if case.due_at else ""
        assert case.assignee_id is not None
        notices.append(notice(case, case.assignee_id, kind, due=at, key=f"{kind}:{case.id.hex}:{at}"))
    with unit.work():
        return workspace.notify(notices, by=SYSTEM)
