"""Integrations as a Django app."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "yorisoi.integrations"
    label = "integrations"

    def ready(self) -> None:
        from yorisoi.integrations import handlers, offers

        assert handlers
        offers.offer_all()
