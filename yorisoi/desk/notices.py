"""The kinds of notification that the desk offers: their sentences, and who may still read them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yorisoi.desk.models import Case
from yorisoi.desk.permissions import visible
from yorisoi.kernel.slots import NotificationKind
from yorisoi.kernel.ui.times import date_long
from yorisoi.workspace.contracts import Actor

type Data = Mapping[str, Any]


def _seen(actor: Actor, case_ids: Collection[UUID]) -> set[UUID]:
    return set(Case.objects.filter(visible(actor), pk__in=case_ids).values_list("id", flat=True))


def _assigned(data: Data) -> str:
    return _("%(by)s gave you a case") % {"by": data["by"]}


def _mentioned(data: Data) -> str:
    return _("%(by)s mentioned you in a note") % {"by": data["by"]}


def _answered(data: Data) -> str:
    return _("%(name)s answered") % {"name": data["name"]}


def _taken_over(data: Data) -> str:
    if data.get("what") == "reply":
        return _("%(by)s took over the reply that you were writing") % {"by": data["by"]}
    return _("%(by)s took a case of yours over") % {"by": data["by"]}


def _due_soon(data: Data) -> str:
    return _("Due soon: %(date)s") % {"date": date_long(datetime.fromisoformat(data["due"]))}


def _overdue(data: Data) -> str:
    return _("Overdue since %(date)s") % {"date": date_long(datetime.fromisoformat(data["due"]))}


KINDS = (
    NotificationKind("desk.mentioned", gettext_lazy("Somebody mentioned me"), _mentioned, _seen, "note", 10),
    NotificationKind("desk.assigned", gettext_lazy("A case was given to me"), _assigned, _seen, "assign", 20),
    NotificationKind(
        "desk.answered", pgettext_lazy("notification", "A customer answered my case"), _answered, _seen, "mail", 30
    ),
    NotificationKind("desk.due_soon", gettext_lazy("A case of mine is due soon"), _due_soon, _seen, "clock", 40),
    NotificationKind("desk.overdue", gettext_lazy("A case of mine is overdue"), _overdue, _seen, "warning", 50),
    NotificationKind(
        "desk.taken_over", gettext_lazy("My case or reply was taken over"), _taken_over, _seen, "edit", 60
    ),
)
