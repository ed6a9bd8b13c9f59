"""What is told of a message, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yorisoi.kernel.ui.amounts import filesize, number

from .contracts import Note

_WORDS = {
    "unreadable": gettext_noop("This message could not be read. It is kept as it came. (%(detail)s)"),
    "too_deep": gettext_noop("Parts nested more than %(limit)s levels deep were not opened."),
    "too_many_parts": gettext_noop("The message has very many parts: only the first %(limit)s were read."),
    "too_many_files": gettext_noop("The message has very many files: only the first %(limit)s are shown."),
    "too_many_addresses": gettext_noop("Only the first %(limit)s addresses were read."),
    "too_many_headers": gettext_noop("The header is very long: only its beginning (%(limit)s lines) was read."),
    "too_many_links": gettext_noop("The message has very many links: only the first %(limit)s can be opened."),
    "text_cut": gettext_noop("The text is very long: only its beginning is shown."),
    "html_cut": gettext_noop("The HTML is very long: only its beginning is shown."),
    "html_too_deep": gettext_noop("The HTML is nested more than %(limit)s levels deep: it is shown simplified."),
    "many_recipients": gettext_noop("This message went to %(limit)s recipients. Mind whom you answer."),
    "unpacks_to": gettext_noop(
        "Unpacked, “%(about)s” grows to %(size)s. It may be meant to do harm; do not unpack it."
    ),
    "text_damaged": gettext_noop("Some characters of the message could not be read."),
    "file_cut": gettext_noop("“%(about)s” ends in the middle: a part of it is missing."),
    "winmail_damaged": gettext_noop("winmail.dat is damaged: it was unpacked as far as it went."),
    "winmail_unreadable": gettext_noop("winmail.dat could not be unpacked (%(detail)s)."),
    "header_broken": gettext_noop("The header is not as it should be; it was read as far as it makes sense."),
    "no_parts": gettext_noop("Parts were announced that are not there; the text is shown as it stands."),
    "boundary_guessed": gettext_noop("The announced boundary between parts is not there; another one was taken."),
    "encoding_wrong": gettext_noop("“%(about)s” is not encoded as it says (%(detail)s)."),
    "charset_guessed": gettext_noop("The character set was found out: %(detail)s (announced: %(about)s)."),
    "date_future": gettext_noop("The date that the sender states lies in the future; the time of arrival is used."),
    "several_from": gettext_noop("The message names several senders; the first one is taken."),
    "from_missing": gettext_noop("The message does not say who sent it."),
    "encrypted": gettext_noop("The message is encrypted; it can only be read with its key."),
    "same_id_other_body": gettext_noop(
        "A message with the same Message-ID and another text came before; both are kept."
    ),
    "too_large": gettext_noop(
        "The message is too large (%(size)s): only its header was fetched. The whole is still on the mail server."
    ),
    "number_of_another": gettext_noop(
        "The customer number %(about)s is known, but not with this mail address. Make sure who it is before answering."
    ),
    "number_unknown": gettext_noop("Nobody has the customer number %(about)s."),
    "said": "%(detail)s",
}
LOGGED = frozenset(("header_broken", "no_parts", "boundary_guessed", "encoding_wrong", "charset_guessed"))
"""What was put right and concerns nobody who answers."""
CODES = frozenset(_WORDS)


def note_words(note: Note) -> str:
    """A sentence; an unknown code stands for itself, so that old rows never break a page."""
    if note.code not in _WORDS:
        return " ".join(each for each in (note.code, note.about, note.detail) if each)
    values = {"about": note.about or "?", "detail": note.detail or "?"}
    return _(_WORDS[note.code]) % {**values, "limit": number(note.limit), "size": filesize(note.limit)}
