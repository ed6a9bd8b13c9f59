"""What happened to a case, as sentences of its timeline."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from yorisoi.desk.contracts import Priority, Status, Waiting
from yorisoi.desk.labels import PRIORITY, STATUS, WAITING
from yorisoi.kernel.ui.amounts import listing
from yorisoi.kernel.ui.times import date_long

type Data = Mapping[str, Any]


def sentence(verb: str, by: str, data: Data) -> str:
    """The sentence for a happening; an unknown verb stands for itself, so that old rows never break a page."""
    make = _SENTENCES.get(verb)
    return make(by, data) if make else f"{verb} ({by})"


def _assigned(by: str, data: Data) -> str:
    if not data["staff"]:
        return _("%(by)s took the assignee off") % {"by": by}
    if data.get("own"):
        return _("%(by)s took the case") % {"by": by}
    return _("%(by)s assigned the case to %(name)s") % {"by": by, "name": data["name"]}


def _topic(by: str, data: Data) -> str:
    if not data["name"]:
        return _("%(by)s removed the topic") % {"by": by}
    return _("%(by)s set the topic to %(name)s") % {"by": by, "name": data["name"]}


def _priority(by: str, data: Data) -> str:
    return _("%(by)s set the priority to %(name)s") % {"by": by, "name": PRIORITY[Priority(data["priority"])]}


def _tagged(by: str, data: Data) -> str:
    words = {"by": by, "added": listing(data["added"]), "removed": listing(data["removed"])}
    if not data["removed"]:
        return _("%(by)s added the tags %(added)s") % words
    if not data["added"]:
        return _("%(by)s took off the tags %(removed)s") % words
    return _("%(by)s added the tags %(added)s and took off %(removed)s") % words


def _closed(by: str, data: Data) -> str:
    return _("%(by)s closed the case: %(status)s") % {"by": by, "status": STATUS[Status(data["outcome"])]}


def _reopened(by: str, data: Data) -> str:
    match data["by"]:
        case "answer":
            return _("Reopened by the customer's answer")
        case "bounce":
            return _("Reopened because an answer did not arrive")
        case "merge":
            return _("Reopened because an open case was merged into it")
        case "undo":
            return _("Reopened because the answer was taken back")
    return _("%(by)s reopened the case") % {"by": by}


def _held(by: str, data: Data) -> str:
    reason = WAITING[Waiting(data["reason"])]
    if not data["until"]:
        return _("%(by)s put the case on hold: %(reason)s") % {"by": by, "reason": reason}
    until = date_long(datetime.fromisoformat(data["until"]))
    return _("%(by)s put the case on hold: %(reason)s, until %(until)s") % {"by": by, "reason": reason, "until": until}


def _woken(by: str, data: Data) -> str:
    match data["by"]:
        case "answer":
            return _("No longer on hold: the customer answered")
        case "side":
            return _("No longer on hold: whom we asked has answered")
        case "date":
            return _("No longer on hold: the date has come")
    return _("%(by)s took the case up again") % {"by": by}


def _not_delivered(_by: str, data: Data) -> str:
    return _("A message did not reach %(addresses)s") % {"addresses": listing(data["addresses"])}


def _bounce_permanent(_by: str, data: Data) -> str:
    return _("A mail system reports that a message did not reach %(addresses)s") % {
        "addresses": listing(data["addresses"]) or _("its recipient")
    }


def _bounce_delayed(_by: str, data: Data) -> str:
    return _("A mail system reports that a message to %(addresses)s is delayed; it still tries") % {
        "addresses": listing(data["addresses"]) or _("its recipient")
    }


def _merged(by: str, data: Data) -> str:
    words = {"by": by, "number": data["number"], "subject": data["subject"], "n": data["n"]}
    return _("%(by)s merged #%(number)s “%(subject)s” into this case (%(n)s messages)") % words


def _split(by: str, data: Data) -> str:
    words = {"by": by, "number": data["number"], "n": data["n"]}
    return _("%(by)s moved %(n)s messages to the new case #%(number)s") % words


_SENTENCES: dict[str, Callable[[str, Data], str]] = {
    "assigned": _assigned,
    "topic": _topic,
    "priority": _priority,
    "tagged": _tagged,
    "closed": _closed,
    "reopened": _reopened,
    "held": _held,
    "woken": _woken,
    "not_delivered": _not_delivered,
    "bounce_permanent": _bounce_permanent,
    "bounce_delayed": _bounce_delayed,
    "moved": lambda by, data: _("%(by)s moved the case to %(name)s") % {"by": by, "name": data["name"]},
    "subject": lambda by, data: (
        _("%(by)s changed the subject from “%(before)s”") % {"by": by, "before": data["before"]}
    ),
    "fields_filled": lambda by, data: _("%(by)s filled in %(names)s") % {"by": by, "names": listing(data["names"])},
    "recontacted": lambda _by, data: _("Contact again %(hours)s hours after case %(number)s (%(definition)s)") % data,
    "checklist_overridden": lambda by, data: (
        _("%(by)s closed the case with this left open: %(items)s (%(reason)s)")
        % {"by": by, "items": listing(data["left"]), "reason": data["reason"]}
    ),
    "bulk_undone": lambda by, _data: _("%(by)s undid a change made to many cases") % {"by": by},
    "recorded": lambda by, _data: _("%(by)s wrote the record") % {"by": by},
    "taken_over": lambda by, data: _("%(by)s took the reply over from %(name)s") % {"by": by, "name": data["name"]},
    "taken_back": lambda by, _data: _("%(by)s took a reply back before it left") % {"by": by},
    "opened_by_hand": lambda by, _data: _("%(by)s opened the case") % {"by": by},
    "link_quoted": lambda _by, data: _("Quotes case %(number)s, but the sender has no part in it") % data,
    "link_follows": lambda _by, data: _("Follows case %(number)s") % data,
    "link_related": lambda by, data: _("%(by)s linked the case to #%(number)s") % {"by": by, **data},
    "link_related_of": lambda by, data: _("%(by)s linked the case to #%(number)s") % {"by": by, **data},
    "link_part_of": lambda by, data: _("%(by)s made the case a part of #%(number)s") % {"by": by, **data},
    "link_part_of_of": lambda by, data: _("%(by)s made #%(number)s a part of this case") % {"by": by, **data},
    "asked": lambda by, data: _("%(by)s asked %(to)s: %(subject)s") % {"by": by, **data},
    "forwarded": lambda by, data: _("%(by)s forwarded a message to %(to)s") % {"by": by, **data},
    "side_answered": lambda _by, data: _("%(name)s answered beside the case: %(subject)s") % data,
    "side_done": lambda by, data: _("%(by)s closed the side conversation “%(subject)s”") % {"by": by, **data},
    "side_again": lambda by, data: _("%(by)s took up the side conversation “%(subject)s” again") % {"by": by, **data},
    "unlinked": lambda by, data: _("%(by)s removed the link to #%(number)s") % {"by": by, **data},
    "merged": _merged,
    "merged_into": lambda by, data: _("%(by)s merged this case into #%(number)s") % {"by": by, **data},
    "parted": lambda by, data: _("%(by)s undid the merge of #%(number)s") % {"by": by, **data},
    "parted_from": lambda by, data: _("%(by)s undid the merge into #%(number)s") % {"by": by, **data},
    "split": _split,
    "split_from": lambda by, data: _("%(by)s made this case of messages of #%(number)s") % {"by": by, **data},
}
VERBS = frozenset(_SENTENCES)
_ICONS = {
    "assigned": "assign",
    "topic": "tag",
    "priority": "flag",
    "tagged": "tag",
    "closed": "check",
    "reopened": "refresh",
    "held": "snooze",
    "woken": "clock",
    "not_delivered": "warning",
    "bounce_permanent": "warning",
    "bounce_delayed": "clock",
    "moved": "queue",
    "bulk_undone": "undo",
    "recorded": "form",
    "checklist_overridden": "warning",
    "recontacted": "refresh",
    "fields_filled": "form",
    "taken_over": "edit",
    "taken_back": "undo",
    "link_quoted": "warning",
    "link_follows": "link",
    "link_related": "link",
    "link_related_of": "link",
    "link_part_of": "link",
    "link_part_of_of": "link",
    "asked": "external",
    "forwarded": "external",
    "side_answered": "reply",
    "side_done": "check",
    "side_again": "refresh",
    "unlinked": "link",
    "merged": "merge",
    "merged_into": "merge",
    "parted": "undo",
    "parted_from": "undo",
    "split": "copy",
    "split_from": "copy",
}


def icon_of(verb: str) -> str:
    """The sign before a happening."""
    return _ICONS.get(verb, "history")
