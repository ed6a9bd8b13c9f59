"""What forms offer to the places of the console."""

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.slots import Setting

from .permissions import FORM_MANAGE

SETTING = Setting(
    "channels:forms",
    _("Web forms"),
    _("Contact forms on your site: their fields, their look, how they are embedded"),
    "form",
    302,
    FORM_MANAGE,
)
