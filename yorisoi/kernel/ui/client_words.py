"""The words scripts show, so that they need no catalogue of their own."""

import json
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup, escape


def client_words() -> Markup:
    """All of them in the active language as JSON, ready to stand in an attribute."""
    return _words(translation.get_language() or "en")


@cache
def _words(_language: str) -> Markup:
    return escape(json.dumps(_all(), ensure_ascii=False))


def _all() -> dict[str, str]:
    return {
        "offline": _("The server could not be reached. What you wrote is still here. Try again in a moment."),
        "timeout": _("The answer is taking too long. Nothing was lost on this page. Try again."),
        "refused": _("You may not do this. Nothing was changed."),
        "missing": _("This is not here any more. Perhaps someone else changed it."),
        "expired": _("Your session has ended. Sign in again in another tab, then come back: your text is kept here."),
        "large": _("This is too large to send. Nothing was saved."),
        "busy": _("Too many requests. Wait a moment, then try again."),
        "failed": _("Something went wrong on the server. Nothing was changed; your text is still here."),
        "retry": _("Try again"),
        "close": _("Close"),
        "cancel": _("Cancel"),
        "proceed": _("Continue"),
        "undo": _("Undo"),
        "restored": _("Your unsent text from %(time)s was restored.") % {"time": "{time}"},
        "discard": _("Discard it"),
        "nothing": _("Nothing matches."),
        "results": _("%(n)s results") % {"n": "{n}"},
        "anywhere": _("Everywhere"),
        "here": _("On this page"),
        "lists": _("Lists"),
        "editing": _("Writing"),
        "next": _("Next row"),
        "previous": _("Previous row"),
        "open": pgettext("key", "Open"),
        "send": _("Send"),
        "leave": _("Leave the field"),
        "copied": _("Copied"),
        "now": _("just now"),
        "minutes": _("%(n)s min ago") % {"n": "{n}"},
        "hours": _("%(n)s h ago") % {"n": "{n}"},
    }
