"""Insights as a Django app."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "yorisoi.insights"
    label = "insights"

    def ready(self) -> None:
        from yorisoi.insights import handlers, offers

        assert handlers
        offers.offer_all()
