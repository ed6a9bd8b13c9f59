"""The words people see for the desk's enums."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yorisoi.desk.contracts import Confirming, Continues, Priority, Status, TagColour, Waiting
from yorisoi.desk.fields import FieldKind
from yorisoi.desk.recontacts import Identity, SameTopic

STATUS = {
    Status.NEW: pgettext_lazy("case status", "New"),
    Status.OPEN: pgettext_lazy("case status", "Open"),
    Status.PENDING: pgettext_lazy("case status", "On hold"),
    Status.DONE: pgettext_lazy("case status", "Done"),
    Status.NO_ACTION: pgettext_lazy("case status", "No action needed"),
}
WAITING = {
    Waiting.CUSTOMER: _("Waiting for the customer"),
    Waiting.DEPARTMENT: _("Waiting for another department"),
    Waiting.OUTSIDE: _("Waiting for another company"),
    Waiting.DATE: _("Waiting for a date"),
}
PRIORITY = {
    Priority.LOW: pgettext_lazy("priority", "Low"),
    Priority.NORMAL: pgettext_lazy("priority", "Normal"),
    Priority.HIGH: pgettext_lazy("priority", "High"),
    Priority.URGENT: pgettext_lazy("priority", "Urgent"),
}
TAG_COLOURS = {
    TagColour.NEUTRAL: pgettext_lazy("colour", "Grey"),
    TagColour.ACCENT: pgettext_lazy("colour", "Indigo"),
    TagColour.INFO: pgettext_lazy("colour", "Teal"),
    TagColour.POSITIVE: pgettext_lazy("colour", "Green"),
    TagColour.WARNING: pgettext_lazy("colour", "Amber"),
    TagColour.DANGER: pgettext_lazy("colour", "Red"),
    TagColour.SPECIAL: pgettext_lazy("colour", "Violet"),
}
CONTINUES = {
    Continues.THREAD: _("The same thread continues a case"),
    Continues.CUSTOMER: _("Any open case of the customer is continued"),
    Continues.NEVER: _("Every mail opens a new case"),
}
FIELD_KINDS = (
    (FieldKind.TEXT, pgettext_lazy("kind of field", "Text")),
    (FieldKind.NUMBER, pgettext_lazy("kind of field", "Number")),
    (FieldKind.YEN, pgettext_lazy("kind of field", "Amount in yen")),
    (FieldKind.DAY, pgettext_lazy("kind of field", "Date (western or Japanese)")),
    (FieldKind.CHOICE, pgettext_lazy("kind of field", "One choice")),
    (FieldKind.CHOICES, pgettext_lazy("kind of field", "Several choices")),
    (FieldKind.FLAG, pgettext_lazy("kind of field", "Yes or no")),
    (FieldKind.DEVICE, pgettext_lazy("kind of field", "Device and system of the customer")),
)
IDENTITIES = (
    (Identity.CUSTOMER, _("The same customer")),
    (Identity.ACCOUNT, _("The same account (household, company, school)")),
    (Identity.ADDRESS, _("The same address or number")),
)
SAME_TOPICS = (
    (SameTopic.ANY, _("Anything")),
    (SameTopic.SAME, _("The same topic")),
    (SameTopic.LARGE, _("The same large topic")),
)
CHANNELS = (
    ("", _("Any channel")),
    ("email", pgettext_lazy("channel", "E-mail")),
    ("form", pgettext_lazy("channel", "Web form")),
    ("phone", pgettext_lazy("channel", "Telephone")),
    ("chat", pgettext_lazy("channel", "Chat")),
    ("line", "LINE"),
)
CONFIRMING = {
    Confirming.UNUSUAL: _("Confirm unusual recipients"),
    Confirming.ALWAYS: _("Confirm all recipients"),
    Confirming.NEVER: _("Do not ask"),
}
