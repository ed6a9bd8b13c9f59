"""Words for what a form and its fields can be."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .contracts import FieldKind, Languages, Meaning, Variant

KINDS = {
    FieldKind.LINE: _("One line of text"),
    FieldKind.TEXT: _("Long text"),
    FieldKind.EMAIL: _("E-mail address"),
    FieldKind.PHONE: _("Phone number"),
    FieldKind.NUMBER: pgettext_lazy("field", "Number"),
    FieldKind.DATE: _("Date (also in Japanese years)"),
    FieldKind.CHOICE: _("One choice"),
    FieldKind.SEVERAL: _("Several choices"),
    FieldKind.CONSENT: _("Consent (a box to tick)"),
    FieldKind.FILE: _("Files"),
}
MEANINGS = {
    Meaning.NONE: _("Nothing special"),
    Meaning.NAME: _("The customer's name"),
    Meaning.EMAIL: _("The address that is answered"),
    Meaning.SUBJECT: _("The case's subject"),
    Meaning.BODY: _("The message itself"),
    Meaning.CUSTOMER_NUMBER: _("The customer's number"),
}
LOOKS = {Variant.RADIO: _("All choices shown"), Variant.SELECT: _("A list that opens")}
FILES = {
    Variant.DOCUMENTS: _("Pictures, PDF and Office files"),
    Variant.PICTURES: _("Only pictures"),
    Variant.NONE: _("All files but programs"),
}
LANGUAGES = {
    Languages.JA: _("Japanese"),
    Languages.EN: _("English"),
    Languages.BOTH: _("Japanese and English"),
}
