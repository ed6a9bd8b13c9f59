"""Customers as a Django app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "yorisoi.customers"
    label = "customers"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from yorisoi.customers.indexing import KIND
        from yorisoi.customers.permissions import PERMISSIONS, READ
        from yorisoi.customers.queries.finding import found_customers
        from yorisoi.kernel import slots

        for permission in PERMISSIONS:
            slots.offer("permission", permission)
        slots.offer("nav", slots.NavEntry("customers:customers", _("Customers"), "people", 200, READ, "c"))
        slots.offer("search.source", slots.SearchSource(KIND, _("Customers"), found_customers, 30))
