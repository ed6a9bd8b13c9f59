"""The desk as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "yorisoi.desk"
    label = "desk"

    def ready(self) -> None:
        from yorisoi.desk import handlers, live, permissions, queries
        from yorisoi.kernel import live as kernel_live
        from yorisoi.kernel import slots

        assert handlers
        for permission in permissions.DECLARED:
            slots.offer("permission", permission)
        slots.offer("search.source", slots.SearchSource("case", _("Cases"), queries.found_cases, order=10))
        slots.offer("search.source", slots.SearchSource("message", _("Messages"), queries.found_messages, order=20))
        kernel_live.authorise("inbox", live.may_hear_inbox)
        kernel_live.authorise("case", live.may_hear_case)
