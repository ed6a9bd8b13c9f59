"""Who may set up forms."""

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.slots import Permission

FORM_MANAGE = "channels.form.manage"

PERMISSION = Permission(FORM_MANAGE, _("Set up web forms"), roles=("admin",), order=335)
