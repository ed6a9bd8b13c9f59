"""Customers as a Django app."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "yorisoi.customers"
    label = "customers"

    def ready(self) -> None:
        from yorisoi.customers.permissions import PERMISSIONS
        from yorisoi.kernel import slots

        for permission in PERMISSIONS:
            slots.offer("permission", permission)
