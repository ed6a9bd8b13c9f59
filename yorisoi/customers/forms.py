"""What is entered about customers."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yorisoi.customers.actions.accounts import AccountValues
from yorisoi.customers.actions.customers import CustomerValues
from yorisoi.customers.contracts import AccountInfo
from yorisoi.customers.models import Account, Customer, Identity, Membership, Need
from yorisoi.kernel.csvfile import ENCODINGS
from yorisoi.kernel.ui.forms import ActionForm, DayField

LANGUAGES = (("ja", "日本語"), ("en", "English"))


class CustomerForm(ActionForm):
    """A person; the action gets the fields as `values`."""

    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_reading = forms.CharField(label=_("Family name, reading"), max_length=100, required=False)
    given_reading = forms.CharField(label=_("Given name, reading"), max_length=100, required=False)
    birth_date = DayField(label=_("Date of birth"), required=False)
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


class BrandForm(ActionForm):
    """A form that asks for one of the brands in which the actor may do this."""

    brand_id = forms.TypedChoiceField(label=_("Brand"), coerce=UUID)

    def __init__(self, brands: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["brand_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = list(brands)


class NewCustomerForm(BrandForm, CustomerForm):
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    field_order = ("brand_id", "family_name", "given_name", "family_reading", "given_reading", "email", "phone")

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


class AccountForm(ActionForm):
    """An account; the action gets the fields as `values`."""

    name = forms.CharField(label=_("Name"), max_length=200)
    reading = forms.CharField(label=_("Reading"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Account.Kind.choices)
    parent = forms.CharField(
        label=_("Stands under"),
        max_length=200,
        required=False,
        help_text=_("The name of the account above it, such as the board of a school. Empty: it stands at the top."),
    )

    @classmethod
    def of(cls, account: Account, data: Any = None) -> "AccountForm":
        """The form filled with an account."""
        parent = account.parent.name if account.parent else ""
        values = {"name": account.name, "reading": account.reading, "kind": account.kind, "parent": parent}
        return cls(data, initial=values)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        parts = {name: values.pop(name) for name in AccountValues.__dataclass_fields__ if name in values}
        return values | {"values": AccountValues(**parts)} if "name" in parts else values


class NewAccountForm(BrandForm, AccountForm):
    field_order = ("brand_id", "name", "reading", "kind", "parent")


class MemberForm(ActionForm):
    customer_id = forms.UUIDField()
    role = forms.ChoiceField(label=_("Part in it"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)


class VerificationForm(ActionForm):
    how = forms.CharField(
        label=_("How was it confirmed?"),
        max_length=100,
        help_text=_("For example: called back at this number; answered from this address; contract papers."),
    )


class NeedForm(ActionForm):
    kind = forms.ChoiceField(label=_("Need"), choices=Need.Kind.choices)
    note = forms.CharField(label=_("How to help"), max_length=200, required=False)


class ConsentForm(ActionForm):
    purpose = forms.CharField(label=_("Agreed to"), max_length=60)
    source = forms.CharField(label=_("How it was obtained"), max_length=100, required=False)


class WithdrawalForm(ActionForm):
    purpose = forms.CharField(max_length=60)


class ContractForm(ActionForm):
    """A contract of the customer, or of one of the accounts they belong to."""

    product = forms.CharField(label=_("Product"), max_length=100)
    plan = forms.CharField(label=_("Plan"), max_length=100, required=False)
    starts_on = DayField(label=_("Starts on"))
    renews_on = DayField(label=_("Renews on"), required=False)
    monthly_value = forms.IntegerField(label=_("Yen a month"), min_value=0, initial=0)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, initial=1)
    account_id = forms.TypedChoiceField(label=_("Held by"), coerce=UUID, empty_value=None, required=False)

    def __init__(self, accounts: Iterable[AccountInfo], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["account_id"]
        assert isinstance(field, forms.TypedChoiceField)
        names = {str(each.id): each.name for each in accounts}
        field.choices = [("", _("The customer")), *names.items()]


class EndingForm(ActionForm):
    ends_on = DayField(label=_("Ends on"))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class MergeForm(ActionForm):
    gone_id = forms.UUIDField()


class ImportForm(BrandForm):
    file = forms.FileField(label=_("CSV file"), help_text=_("UTF-8 or Shift_JIS; the first row names the columns."))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        upload = values.pop("file", None)
        if upload is not None:
            values |= {"name": upload.name, "content": upload.read()}
        return values


class ExportForm(BrandForm):
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        choices=list(ENCODINGS.items()),
        help_text=_("Shift_JIS only for programs that cannot read UTF-8: some letters of names do not exist in it."),
    )
