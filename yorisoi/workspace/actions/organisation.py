"""The organisation itself."""

from django.db import transaction

from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.models import Organisation
from yorisoi.workspace.permissions import ORGANISATION_MANAGE, needs_everywhere


@transaction.atomic
def name_organisation(*, actor: Actor, name: str) -> None:
    """Say what the organisation is called."""
    needs_everywhere(actor, ORGANISATION_MANAGE)
    organisation, _made = Organisation.objects.update_or_create(only=True, defaults={"name": name.strip()})
    audit.record(actor.staff_id, "organisation.named", "organisation", organisation.id, name=organisation.name)
