"""The desk as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yorisoi.desk"
    label = "desk"

    def ready(self) -> None:
        from yorisoi.desk import handlers, offers

        assert handlers
        offers.offer_all()
