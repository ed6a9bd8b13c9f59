"""What an audit entry says in words: the kind of thing (from the slot `audit.kind`) and what was done to it."""

from typing import Any

from django.utils.translation import pgettext_lazy

from yorisoi.kernel import slots

_DONE = {
    "accepted": pgettext_lazy("audit", "accepted"),
    "added": pgettext_lazy("audit", "added"),
    "assigned": pgettext_lazy("audit", "assigned"),
    "cancel": pgettext_lazy("audit", "called back"),
    "changed": pgettext_lazy("audit", "changed"),
    "closed": pgettext_lazy("audit", "closed"),
    "created": pgettext_lazy("audit", "created"),
    "deactivated": pgettext_lazy("audit", "deactivated"),
    "ended": pgettext_lazy("audit", "ended"),
    "exported": pgettext_lazy("audit", "exported"),
    "given": pgettext_lazy("audit", "given"),
    "given_up": pgettext_lazy("audit", "given up"),
    "held": pgettext_lazy("audit", "put on hold"),
    "import": pgettext_lazy("audit", "imported"),
    "joined": pgettext_lazy("audit", "put into an account"),
    "left": pgettext_lazy("audit", "taken out of an account"),
    "made": pgettext_lazy("audit", "made"),
    "merged": pgettext_lazy("audit", "merged"),
    "moved": pgettext_lazy("audit", "moved to another queue"),
    "named": pgettext_lazy("audit", "named"),
    "noted": pgettext_lazy("audit", "note written"),
    "opened": pgettext_lazy("audit", "opened"),
    "parted": pgettext_lazy("audit", "taken apart"),
    "priority": pgettext_lazy("audit", "priority set"),
    "profile_changed": pgettext_lazy("audit", "own profile changed"),
    "reactivated": pgettext_lazy("audit", "reactivated"),
    "read": pgettext_lazy("audit", "read"),
    "received": pgettext_lazy("audit", "message received"),
    "recorded": pgettext_lazy("audit", "record written"),
    "removed": pgettext_lazy("audit", "removed"),
    "reopened": pgettext_lazy("audit", "reopened"),
    "replied": pgettext_lazy("audit", "answered"),
    "retry": pgettext_lazy("audit", "sent once more"),
    "role_given": pgettext_lazy("audit", "role given"),
    "role_taken": pgettext_lazy("audit", "role taken back"),
    "send": pgettext_lazy("audit", "handed over for sending"),
    "sent": pgettext_lazy("audit", "sent"),
    "set": pgettext_lazy("audit", "set"),
    "sign_in_failed": pgettext_lazy("audit", "failed to sign in"),
    "signed_in": pgettext_lazy("audit", "signed in"),
    "signed_out": pgettext_lazy("audit", "signed out"),
    "signed_out_by": pgettext_lazy("audit", "signed out by somebody else"),
    "split": pgettext_lazy("audit", "split"),
    "taken": pgettext_lazy("audit", "taken away as a file"),
    "tagged": pgettext_lazy("audit", "tags set"),
    "taken_back": pgettext_lazy("audit", "answer taken back"),
    "taken_over": pgettext_lazy("audit", "reply taken over"),
    "topic": pgettext_lazy("audit", "topic set"),
    "withdrawn": pgettext_lazy("audit", "withdrawn"),
    "woken": pgettext_lazy("audit", "woken from hold"),
}


def kind_words(kind: str) -> str:
    """What a kind of thing is called; the code itself where no capability says."""
    return next((str(each.title) for each in slots.items("audit.kind") if each.kind == kind), kind)


def done_words(verb: str) -> str:
    """What was done; the code itself where there are no words for it."""
    words: Any = _DONE.get(verb.rpartition(".")[2])
    return str(words) if words is not None else verb


def kinds() -> list[tuple[str, str]]:
    """(kind, words) of every kind that a capability names."""
    return [(each.kind, str(each.title)) for each in slots.items("audit.kind")]
