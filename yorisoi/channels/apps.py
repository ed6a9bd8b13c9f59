from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from yorisoi.kernel import slots


class ChannelsConfig(AppConfig):
    name = "yorisoi.channels"
    label = "channels"

    def ready(self) -> None:
        from . import permissions

        slots.offer(
            "permission",
            slots.Permission(permissions.MAILBOX_MANAGE, _("Set up mailboxes"), roles=("admin",), order=310),
        )
        slots.offer(
            "permission",
            slots.Permission(
                permissions.OUTBOX_MANAGE,
                _("Watch the outbox, retry and cancel"),
                roles=("admin", "supervisor"),
                order=320,
            ),
        )
