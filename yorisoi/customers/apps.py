from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "yorisoi.customers"
    label = "customers"
