"""What the operator should know of a message, in the reader's language."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yorisoi.channels import public as channels

TYPED = "typed_address"
STRANGER = "stranger"
FROM_STAFF = "from_staff"
FORWARDED = "forwarded"
_WORDS = {
    TYPED: gettext_noop("The address was typed into a form: nobody has checked that it is the sender's own."),
    STRANGER: gettext_noop(
        "The sender quotes another case but has no part in it. Check who they are before you answer."
    ),
    FROM_STAFF: gettext_noop("Came by mail from this person's own address; it was not written here."),
    FORWARDED: gettext_noop("Forwarded by %(name)s; the customer is taken as the sender."),
}


def notices(said: str, notes: Sequence[dict[str, Any] | str]) -> tuple[str, ...]:
    """The sentences of a message's notes; before them the one that rows of old have."""
    told = [said] if said else []
    return (*told, *(_words(each) for each in notes))


def _words(note: dict[str, Any] | str) -> str:
    own = _WORDS.get(note.get("code", "")) if isinstance(note, dict) else None
    if own is None:
        return channels.note_words(note)
    return _(own) % {"name": note.get("about", "") if isinstance(note, dict) else ""}
