"""The words for what a message was found to be, and for the kind it was taken for. What was cut: note_words.py."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_FOUND = {
    "message_id_made": gettext_noop("It has no Message-ID; one was made from its bytes"),
    "date_missing": gettext_noop("It has no readable date; the time of arrival is used"),
    "calendar": gettext_noop("It carries an invitation"),
    "feedback_report": gettext_noop("It is a complaint that a mail system reports, or a wish to be taken off a list"),
    "out_of_office": gettext_noop("It says that somebody is away"),
    "own_mail": gettext_noop("We sent it ourselves"),
    "loop": gettext_noop("It carries the mark of an automatic message of ours: a loop"),
    "sender_unverified": gettext_noop("The sender's address was only typed; nothing proves it"),
    "history": gettext_noop("It was brought in from files"),
}

_KINDS = {
    "person": gettext_noop("Taken for what a person wrote"),
    "bulk": gettext_noop("Taken for a newsletter or a mailing list: a case, but no automatic answer%(why)s"),
    "auto_reply": gettext_noop("Taken for an automatic answer: opens no closed case, nothing answers it%(why)s"),
    "bounce_permanent": gettext_noop("Taken for the report that a message came back for good%(why)s"),
    "bounce_delayed": gettext_noop("Taken for the report that a message is late%(why)s"),
}


def found_words(flag: str) -> str:
    """What a flag means, in the reader's language; "" for one that is told elsewhere."""
    return _(_FOUND[flag]) if flag in _FOUND else ""


def kind_words(kind: str, signs: str) -> str:
    """What it was taken for. signs: those in its header, or "" when its words decided."""
    if kind not in _KINDS:
        return kind
    why = _(" (signs: %(signs)s)") % {"signs": signs} if signs else _(" (by its words)")
    return _(_KINDS[kind]) % {"why": why}
