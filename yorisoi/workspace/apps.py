"""Workspace as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WorkspaceConfig(AppConfig):
    name = "yorisoi.workspace"
    label = "workspace"

    def ready(self) -> None:
        from yorisoi.kernel import audit
        from yorisoi.workspace import handlers, offers, sign_in_log
        from yorisoi.workspace.queries.people import name_of

        assert handlers
        offers.offer_all()
        sign_in_log.listen()
        audit.names_from(name_of)
        # Its own app's signal, sent after the last migration: new capabilities' permissions reach the given roles.
        post_migrate.connect(_give_roles, sender=self, dispatch_uid="workspace.given_roles")


def _give_roles(using: str, **_more: Any) -> None:
    from django.db import connections

    from yorisoi.workspace.actions.roles import sync_given_roles
    from yorisoi.workspace.models import Role

    if Role._meta.db_table in connections[using].introspection.table_names():
        sync_given_roles()
