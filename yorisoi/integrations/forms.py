"""What is entered in the settings of integrations."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yorisoi.integrations.contracts import EventKind
from yorisoi.integrations.labels import EVENT_WORDS, SCOPE_WORDS
from yorisoi.integrations.queries.tokens import PlaceChoice
from yorisoi.kernel.ui.forms import ActionForm
from yorisoi.workspace.contracts import BrandInfo

OWN = "own"
DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("1 year")), (730, _("2 years")))


class TokenForm(ActionForm):
    """A new token; one field for each brand: not there, with one's own roles, or with a role."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What uses it, for example: order system"))
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=list(SCOPE_WORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No more than its role allows. Writing includes reading."),
    )
    days = forms.TypedChoiceField(label=_("Good for"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, choices: Sequence[PlaceChoice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {f"brand_{each.brand.id.hex}": each for each in choices}
        for name, each in self._places.items():
            options: list[tuple[str, Any]] = [("", _("not in this brand"))]
            options += [(OWN, _("with my own roles"))] if each.own else []
            options += [(role.key, _("as a service: %(role)s") % {"role": role.title}) for role in each.roles]
            only = len(choices) == 1
            self.fields[name] = forms.ChoiceField(
                label=_("Acts in %(brand)s") % {"brand": each.brand.name},
                choices=options,
                required=False,
                initial=OWN if only and each.own else "",
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        chosen = {each.brand.id: values.pop(name, "") for name, each in self._places.items()}
        values["places"] = {brand: None if role == OWN else role for brand, role in chosen.items() if role}
        return values


class EndpointForm(ActionForm):
    """Where events are sent, and which."""

    url = forms.CharField(label=_("Address (URL)"), max_length=2000)
    description = forms.CharField(label=_("What it is for"), max_length=200, required=False)
    events = forms.MultipleChoiceField(
        label=_("It is told when"),
        choices=[pair for pair in EVENT_WORDS.items() if pair[0] != EventKind.PING],
        widget=forms.CheckboxSelectMultiple,
    )


class NewEndpointForm(EndpointForm):
    """With the brand, which is not changed later."""

    brand_id = forms.TypedChoiceField(label=_("Brand"), coerce=UUID)
    field_order = ("brand_id",)

    def __init__(self, brands: Sequence[BrandInfo], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(brand.id, brand.name) for brand in brands]
