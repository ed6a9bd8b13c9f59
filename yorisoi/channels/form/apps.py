from django.apps import AppConfig

from yorisoi.channels import kinds
from yorisoi.kernel import slots


class FormConfig(AppConfig):
    name = "yorisoi.channels.form"
    label = "channels_form"

    def ready(self) -> None:
        from . import reader, sender
        from .offers import SETTING
        from .permissions import PERMISSION

        kinds.register_reader("form", reader.read, identity="email", suffix="json")
        kinds.register_sender("form", sender.open_line)
        slots.offer("permission", PERMISSION)
        slots.offer("settings", SETTING)
