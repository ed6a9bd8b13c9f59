from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "yorisoi.channels"
    label = "channels"
