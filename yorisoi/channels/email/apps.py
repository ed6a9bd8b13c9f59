from django.apps import AppConfig


class EmailConfig(AppConfig):
    name = "yorisoi.channels.email"
    label = "channels_email"
