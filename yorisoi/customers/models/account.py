"""What customers belong to: a household, a company, a school … in a tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.ids import uuid7


class Account(models.Model):
    class Kind(models.TextChoices):
        HOUSEHOLD = "household", _("Household")
        COMPANY = "company", _("Company")
        SCHOOL = "school", _("School")
        BOARD = "board", _("Board of education")
        MUNICIPALITY = "municipality", _("Municipality")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    brand = models.ForeignKey("workspace.Brand", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    reading = models.CharField(max_length=200, blank=True)
    name_key = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.HOUSEHOLD)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        indexes = [models.Index(fields=["brand", "name_key"], name="customers_account_by_name")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """The part a person has in an account."""

    class Role(models.TextChoices):
        HOLDER = "holder", _("Contract holder")
        PROXY = "proxy", _("Proxy")
        FAMILY = "family", _("Family")
        CONTACT = "contact", _("Person in charge")
        SUPPORTER = "supporter", _("ICT supporter")
        MEMBER = "member", _("Member")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="memberships")
    account = models.ForeignKey("customers.Account", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "account", "role"], name="customers_membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.role} {self.account_id}"
