"""The kernel as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "yorisoi.kernel"
    label = "kernel"

    def ready(self) -> None:
        from yorisoi.kernel import live, offers

        assert live  # it closes the streams of whoever signs out
        offers.offer_all()
        autodiscover_modules("tasks")  # jobs are enqueued by name, so every tasks.py must be known
