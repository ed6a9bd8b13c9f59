"""Words, icons and tones of what the outbox shows."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# state: words, icon, tone
STATES = {
    "queued": (_("Waiting"), "clock", "info"),
    "sending": (_("Being sent"), "send", "info"),
    "sent": (pgettext_lazy("mail", "Sent"), "check", "positive"),
    "failed": (_("Not delivered"), "error", "danger"),
    "cancelled": (_("Cancelled"), "minus", "muted"),
    "pending": (_("Waiting"), "clock", "info"),
    "accepted": (_("Accepted"), "check", "positive"),
    "refused": (_("Refused"), "error", "danger"),
    "bounced": (_("Came back"), "undo", "danger"),
}
VIEWS = {
    "waiting": _("Waiting"),
    "failed": _("Not delivered"),
    "sent": pgettext_lazy("mail", "Sent"),
    "cancelled": _("Cancelled"),
}
