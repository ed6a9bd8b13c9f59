"""What a role may allow in this capability."""

from django.utils.translation import gettext_lazy as _

from yorisoi.kernel.slots import Permission

READ = "customers.customer.read"
EDIT = "customers.customer.edit"
EXCHANGE = "customers.customer.exchange"

PERMISSIONS = (
    Permission(READ, _("Read customers"), ("admin", "supervisor", "operator", "viewer"), 210),
    Permission(EDIT, _("Edit customers"), ("admin", "supervisor", "operator"), 220),
    Permission(EXCHANGE, _("Import and export customers"), ("admin", "supervisor"), 230),
)
