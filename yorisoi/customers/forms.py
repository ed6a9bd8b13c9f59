"""What is entered about customers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yorisoi.customers.actions.customers import CustomerValues
from yorisoi.customers.models import Account, Customer, Identity, Membership, Need
from yorisoi.kernel.ui.forms import ActionForm

LANGUAGES = (("ja", "日本語"), ("en", "English"))


class CustomerForm(ActionForm):
    """A person; the action gets the fields as `values`."""

    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_reading = forms.CharField(label=_("Family name, reading"), max_length=100, required=False)
    given_reading = forms.CharField(label=_("Given name, reading"), max_length=100, required=False)
    birth_date = forms.DateField(
        label=_("Date of birth"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    needs = forms.MultipleChoiceField(
        label=_("Needs"),
        choices=Need.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Shown to everybody before they answer."),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 4}))

    @classmethod
    def of(cls, customer: Customer, data: Any = None) -> "CustomerForm":
        """The form filled with a customer."""
        names = CustomerValues.__dataclass_fields__.keys() - {"needs"}
        values = {name: getattr(customer, name) for name in names}
        return cls(data, initial=values | {"needs": list(customer.needs.values_list("kind", flat=True))})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        parts = {name: values.pop(name) for name in CustomerValues.__dataclass_fields__ if name in values}
        if "family_name" in parts:
            values["values"] = CustomerValues(**parts | {"needs": tuple(parts.get("needs", ()))})
        return values


class NewCustomerForm(CustomerForm):
    brand_id = forms.TypedChoiceField(label=_("Brand"), coerce=UUID)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    field_order = ("brand_id", "family_name", "given_name", "family_reading", "given_reading", "email", "phone")

    def __init__(self, brands: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(brands)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        given = ((kind, values.pop(kind, "")) for kind in (Identity.Kind.EMAIL, Identity.Kind.PHONE))
        return values | {"identities": [(str(kind), address) for kind, address in given if address]}


class IdentityForm(ActionForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Identity.Kind.choices)
    address = forms.CharField(label=_("Address"), max_length=320)


class MembershipForm(ActionForm):
    name = forms.CharField(label=_("Account"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Account.Kind.choices)
    role = forms.ChoiceField(label=_("Part in it"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)
