from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "yorisoi.channels"
    label = "channels"

    def ready(self) -> None:
        from .offers import offer_all

        offer_all()
