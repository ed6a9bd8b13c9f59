from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "yorisoi.workspace"
    label = "workspace"
