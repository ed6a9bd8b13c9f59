"""What an administrator fills in for a form and for one of its fields."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yorisoi.channels.models import Mailbox
from yorisoi.kernel.ui.forms import ActionForm
from yorisoi.workspace.contracts import BrandInfo

from .actions import FieldValues, FormValues
from .contracts import KINDS_OF_MEANING, FieldKind, Languages, Variant
from .labels import FILES, LANGUAGES, LOOKS, MEANINGS
from .models import Field, Form
from .models.field import LIMITS
from .models.form import ACKNOWLEDGEMENTS, HOURLY, MEGABYTES, MOST_FILES, SECONDS

_AREA = forms.Textarea({"rows": 3})
_MOST_MEGABYTES = 20
_MOST_SIGNS = 20000

# title, names of the fields
SECTIONS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    ("", ("brand_id", "name", "slug", "languages", "active")),
    (
        gettext_lazy("What customers read"),
        ("title_ja", "title_en", "intro_ja", "intro_en", "thanks_ja", "thanks_en", "confirms"),
    ),
    (gettext_lazy("Answers"), ("reply_mailbox_id", "acknowledges", "acknowledgement_limit")),
    (gettext_lazy("Where it may be shown"), ("origins",)),
    (gettext_lazy("Limits"), ("hourly_limit", "least_seconds", "most_files", "most_megabytes")),
)
_RESERVED = frozenset({"embed", "new"})


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, required=False, widget=_AREA, help_text=help_text)


class FormForm(ActionForm):
    """All of a form but its fields; the action gets `values` (and `brand_id` for a new one)."""

    brand_id = forms.TypedChoiceField(label=gettext_lazy("Brand"), coerce=UUID)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("Staff read it; customers read the title.")
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address of the form"),
        max_length=50,
        help_text=gettext_lazy("Small letters, figures and hyphens: /forms/contact/"),
    )
    languages = forms.ChoiceField(label=gettext_lazy("Languages"), choices=[(k.value, v) for k, v in LANGUAGES.items()])
    active = forms.BooleanField(label=pgettext_lazy("form", "In use"), required=False, initial=True)
    title_ja = forms.CharField(label=gettext_lazy("Title (Japanese)"), max_length=120, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title (English)"), max_length=120, required=False)
    intro_ja = _text(gettext_lazy("Above the fields (Japanese)"))
    intro_en = _text(gettext_lazy("Above the fields (English)"))
    thanks_ja = _text(gettext_lazy("On the thank-you page (Japanese)"))
    thanks_en = _text(gettext_lazy("On the thank-you page (English)"))
    confirms = forms.BooleanField(
        label=gettext_lazy("A page to check everything before it is sent"), required=False, initial=True
    )
    reply_mailbox_id = forms.TypedChoiceField(
        label=gettext_lazy("Answered from"),
        coerce=UUID,
        required=False,
        empty_value=None,
        help_text=gettext_lazy(
            "Answers leave from this address, and what customers reply comes back to the same case."
        ),
    )
    acknowledges = forms.BooleanField(
        label=gettext_lazy("Acknowledge each message by e-mail"),
        required=False,
        help_text=gettext_lazy("With the number only, and nothing that was typed into the form."),
    )
    origins = forms.CharField(
        label=gettext_lazy("Sites that may show it in a frame"),
        max_length=2000,
        required=False,
        widget=_AREA,
        help_text=gettext_lazy(
            "One a line, such as https://www.example.co.jp. Empty: none; the plain link always works."
        ),
    )
    hourly_limit = forms.IntegerField(
        label=gettext_lazy("Messages from one network address within an hour, at most"),
        min_value=1,
        max_value=1000,
        initial=HOURLY,
        help_text=gettext_lazy("A school or an office often has one address for everybody."),
    )
    acknowledgement_limit = forms.IntegerField(
        label=gettext_lazy("Acknowledgements to one address within a day, at most"),
        min_value=1,
        max_value=50,
        initial=ACKNOWLEDGEMENTS,
        help_text=gettext_lazy("Somebody may type a stranger's address again and again."),
    )
    least_seconds = forms.IntegerField(
        label=gettext_lazy("Seconds that filling it in takes, at least"),
        min_value=0,
        max_value=60,
        initial=SECONDS,
        help_text=gettext_lazy("Who is faster is probably a machine, and is asked to press the button again."),
    )
    most_files = forms.IntegerField(
        label=gettext_lazy("Files in one field, at most"), min_value=1, max_value=20, initial=MOST_FILES
    )
    most_megabytes = forms.IntegerField(
        label=gettext_lazy("Megabytes of all files of a message, at most"),
        min_value=1,
        max_value=100,
        initial=MEGABYTES,
    )

    def __init__(
        self, brands: Iterable[BrandInfo], mailboxes: Iterable[Mailbox], form: Form | None = None, data: Any = None
    ) -> None:
        super().__init__(data, initial=_values(form) if form else None)
        self.mailboxes = list(mailboxes)
        listed = list(brands)
        several = len(listed) > 1
        _choose(self, "brand_id", [(str(each.id), each.name) for each in listed])
        named = [
            (str(each.pk), f"{each.address} ({each.brand.name})" if several else each.address)
            for each in self.mailboxes
        ]
        _choose(self, "reply_mailbox_id", [("", _("(none)")), *named])
        if form is not None:
            del self.fields["brand_id"]
        elif named and not several:
            self.fields["reply_mailbox_id"].initial = named[0][0]

    def sections(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """The fields in their groups."""
        for title, names in SECTIONS:
            yield title, [self[name] for name in names if name in self.fields]

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if slug in _RESERVED:
            raise ValidationError(_("This address is kept for something else."))
        return slug

    def clean_origins(self) -> list[str]:
        """Origins as browsers compare them: scheme, host, port; nothing else."""
        found = []
        for line in self.cleaned_data["origins"].split():
            parts = urlsplit(line.rstrip("/"))
            whole = f"{parts.scheme}://{parts.netloc}".lower()
            host = parts.hostname or ""
            plain = parts.scheme == "https" or (parts.scheme == "http" and host in {"localhost", "127.0.0.1"})
            if (
                not plain
                or not re.fullmatch(r"[a-z0-9.-]+(:\d{1,5})?", parts.netloc.lower())
                or whole != line.rstrip("/").lower()
            ):
                raise ValidationError(
                    _("“%(line)s” is not the address of a site, such as https://www.example.co.jp") % {"line": line}
                )
            found.append(whole)
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        spoken = ("ja", "en") if values.get("languages") == Languages.BOTH else (values.get("languages"),)
        for language in spoken:
            if language and not values.get(f"title_{language}") and f"title_{language}" not in self.errors:
                self.add_error(f"title_{language}", ValidationError(_("This is needed here.")))
        if self.errors:
            return values
        brand = {"brand_id": values.pop("brand_id")} if "brand_id" in self.fields else {}
        return {**brand, "values": FormValues(**values)}


class FieldForm(ActionForm):
    """One field; what does not concern its kind or the form's languages is not asked."""

    label_ja = forms.CharField(label=gettext_lazy("Question (Japanese)"), max_length=200)
    label_en = forms.CharField(label=gettext_lazy("Question (English)"), max_length=200)
    help_ja = forms.CharField(label=gettext_lazy("Help (Japanese)"), max_length=500, required=False)
    help_en = forms.CharField(label=gettext_lazy("Help (English)"), max_length=500, required=False)
    choices = forms.CharField(label=gettext_lazy("Choices"), max_length=8000, widget=forms.Textarea({"rows": 6}))
    variant = forms.ChoiceField(label=gettext_lazy("Look"), required=False)
    meaning = forms.ChoiceField(
        label=gettext_lazy("Stands for"),
        required=False,
        help_text=gettext_lazy("What the case takes from it. Each at most once in a form."),
    )
    limit = forms.IntegerField(
        label=gettext_lazy("Characters, at most"), min_value=1, max_value=_MOST_SIGNS, required=False
    )
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)

    def __init__(self, form: Form, kind: FieldKind, field: Field | None = None, data: Any = None) -> None:
        super().__init__(data, initial=_field_values(field, form) if field else None)
        self.kind, self.spoken = kind, form.spoken
        kinds_with_limit = {FieldKind.LINE, FieldKind.TEXT, FieldKind.FILE}
        meanings = [each for each, kinds in KINDS_OF_MEANING.items() if kind in kinds]
        asked = {
            "label_ja": "ja" in form.spoken,
            "help_ja": "ja" in form.spoken,
            "label_en": "en" in form.spoken,
            "help_en": "en" in form.spoken,
            "choices": kind in (FieldKind.CHOICE, FieldKind.SEVERAL),
            "variant": kind in (FieldKind.CHOICE, FieldKind.FILE),
            "limit": kind in kinds_with_limit,
            "meaning": bool(meanings),
        }
        for name, wanted in asked.items():
            if not wanted:
                del self.fields[name]
        if meanings:
            _choose(
                self, "meaning", [(each.value, MEANINGS[each]) for each in (*MEANINGS,) if not each or each in meanings]
            )
        self._looks()

    def _looks(self) -> None:
        """Words that depend on the kind."""
        if "choices" in self.fields:
            both = _("One a line: 日本語 | English") if len(self.spoken) > 1 else _("One a line.")
            self.fields["choices"].help_text = both
        if "variant" in self.fields:
            words = FILES if self.kind is FieldKind.FILE else LOOKS
            _choose(self, "variant", [(key.value, label) for key, label in words.items()])
            if self.kind is FieldKind.FILE:
                self.fields["variant"].label = _("Which files")
        if "limit" in self.fields:
            limit = self.fields["limit"]
            limit.help_text = _("Empty: %(n)s.") % {"n": f"{LIMITS[self.kind]:,}"}
            if self.kind is FieldKind.FILE:
                limit.label = _("Megabytes of one file, at most")
                limit.validators.append(forms.IntegerField(max_value=_MOST_MEGABYTES).validators[0])

    def clean_choices(self) -> list[dict[str, str]]:
        """A line each; `日本語 | English` where the form has both languages."""
        found = []
        for line in self.cleaned_data["choices"].splitlines():
            parts = [" ".join(part.split()) for part in line.split("|")]
            if not parts[0]:
                continue
            if len(self.spoken) == 1:
                found.append({self.spoken[0]: " ".join(line.split())[:200]})
            else:
                found.append({"ja": parts[0][:200], "en": (parts[1] if len(parts) > 1 else parts[0])[:200]})
        first = [next(iter(each.values())) for each in found]
        if len(set(first)) < len(first):
            raise ValidationError(_("Two choices are the same."))
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        return values if self.errors else {"values": FieldValues(kind=self.kind.value, **values)}


def _choose(form: forms.Form, name: str, options: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = options


def _values(form: Form) -> dict[str, Any]:
    named = FormValues.__dataclass_fields__
    return {name: getattr(form, name) for name in named} | {"origins": "\n".join(form.origins)}


def _field_values(field: Field, form: Form) -> dict[str, Any]:
    lines = [" | ".join(str(each.get(language, "")) for language in form.spoken) for each in field.choices]
    named = {name: getattr(field, name) for name in FieldValues.__dataclass_fields__}
    return named | {"choices": "\n".join(lines), "variant": field.variant or Variant.NONE.value}
