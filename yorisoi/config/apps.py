"""Config as a Django app: it carries the demo company and the doctor's page."""

from django.apps import AppConfig


class ProductConfig(AppConfig):
    name = "yorisoi.config"
    label = "config"

    def ready(self) -> None:
        from yorisoi.config import offers
        from yorisoi.config.backup import kept

        assert kept  # its job
        offers.offer_all()
