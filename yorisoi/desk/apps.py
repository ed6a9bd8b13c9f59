from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yorisoi.desk"
    label = "desk"
