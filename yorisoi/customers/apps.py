"""Customers as a Django app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "yorisoi.customers"
    label = "customers"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _
        from django.utils.translation import pgettext_lazy

        from yorisoi.customers.indexing import KIND
        from yorisoi.customers.permissions import PERMISSIONS, READ
        from yorisoi.customers.queries.finding import found_customers
        from yorisoi.kernel import slots

        for permission in PERMISSIONS:
            slots.offer("permission", permission)
        for kind, title in (("customer", _("Customer")), ("account", pgettext_lazy("customers", "Account"))):
            slots.offer("audit.kind", slots.AuditKind(kind, title, 300))
        slots.offer("nav", slots.NavEntry("customers:customers", _("Customers"), "people", 200, READ, "c"))
        slots.offer("search.source", slots.SearchSource(KIND, _("Customers"), found_customers, 30))
