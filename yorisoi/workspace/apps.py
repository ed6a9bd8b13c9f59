"""Workspace as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkspaceConfig(AppConfig):
    name = "yorisoi.workspace"
    label = "workspace"

    def ready(self) -> None:
        from yorisoi.kernel import slots
        from yorisoi.workspace.permissions import PERMISSIONS

        for permission in PERMISSIONS:
            slots.offer("permission", permission)
        # Its own app's signal, sent after the last migration: new capabilities' permissions reach the given roles.
        post_migrate.connect(_give_roles, sender=self, dispatch_uid="workspace.given_roles")


def _give_roles(using: str, **_more: Any) -> None:
    from django.db import connections

    from yorisoi.workspace.actions.access import sync_given_roles
    from yorisoi.workspace.models import Role

    if Role._meta.db_table in connections[using].introspection.table_names():
        sync_given_roles()
