"""Integrations as a Django app."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "yorisoi.integrations"
    label = "integrations"

    def ready(self) -> None:
        from yorisoi.integrations import offers

        offers.offer_all()
