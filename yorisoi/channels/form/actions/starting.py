"""The fields that a new form begins with: what almost every contact form asks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from ..contracts import FieldKind, Meaning, Variant
from ..models import Field, Form

# kind, meaning, label, help, needed
_FIRST = (
    (FieldKind.LINE, Meaning.NAME, gettext_noop("Your name"), "", True),
    (
        FieldKind.EMAIL, Meaning.EMAIL, gettext_noop("E-mail address"),
        gettext_noop("We will send our answer to this address."), True,
    ),
    (FieldKind.LINE, Meaning.SUBJECT, gettext_noop("Subject of your message"), "", False),
    (
        FieldKind.TEXT, Meaning.BODY, gettext_noop("Your message"),
        gettext_noop("The more we know, the better we can help you."), True,
    ),
    (
        FieldKind.FILE, Meaning.NONE, gettext_noop("Photos and documents"),
        gettext_noop("Only if they help to understand your message."), False,
    ),
)  # fmt: skip


def first_fields(form: Form) -> None:
    """Give a new form its fields, in both languages."""
    for order, (kind, meaning, label, help_text, required) in enumerate(_FIRST):
        field = Field(form=form, kind=kind.value, meaning=meaning.value, required=required, order=order)
        field.key = meaning.value or kind.value
        field.variant = Variant.DOCUMENTS.value if kind is FieldKind.FILE else ""
        for language in ("ja", "en"):
            with override(language):
                setattr(field, f"label_{language}", _(label))
                setattr(field, f"help_{language}", _(help_text) if help_text else "")
        field.save()
