from django.apps import AppConfig

from yorisoi.channels import kinds


class EmailConfig(AppConfig):
    name = "yorisoi.channels.email"
    label = "channels_email"

    def ready(self) -> None:
        from . import reader, smtp

        kinds.register_reader("email", reader.read)
        kinds.register_sender("email", smtp.open_line)
