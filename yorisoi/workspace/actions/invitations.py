"""Invitations: sent, sent again, withdrawn, accepted. Nobody joins without one."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.kernel import audit, clock, jobs
from yorisoi.kernel.events import publish
from yorisoi.workspace.actions.access import needs_queue, raise_version
from yorisoi.workspace.actions.staff import StaffName, add_staff
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.events import StaffJoined
from yorisoi.workspace.models import Brand, Grant, Invitation, Role, Staff, User
from yorisoi.workspace.permissions import STAFF_MANAGE, may_give
from yorisoi.workspace.queries.invitations import open_invitation

VALID_FOR = timedelta(days=7)


@transaction.atomic
def invite(
    *,
    actor: Actor,
    email: str,
    role_key: str,
    brand_id: UUID | None,
    queue_id: UUID | None = None,
    language: str = "ja",
) -> UUID:
    """Ask somebody by mail to join with this role, in one queue, in one brand or in all.

    Raises ValidationError if they are here or invited already, NotAllowed for a role above the actor's own.
    """
    address = email.strip().lower()
    validate_email(address)
    role = Role.objects.filter(key=role_key).first()
    brand = Brand.objects.filter(id=brand_id).first() if brand_id else None
    if role is None or (brand_id and brand is None):
        raise NotFound("role or brand")
    if not may_give(actor, role.permissions, brand_id):
        raise NotAllowed(STAFF_MANAGE)
    if queue_id:
        needs_queue(brand_id, queue_id)
    if User.objects.filter(email=address).exists():
        raise ValidationError({"email": _("Somebody signs in with this address already.")})
    if Invitation.objects.filter(email=address, accepted_at=None).exists():
        raise ValidationError({"email": _("This address has been invited already. Send that invitation again.")})
    now = clock.now()
    invitation = Invitation.objects.create(
        email=address,
        role=role,
        brand=brand,
        queue_id=queue_id,
        nonce=secrets.token_urlsafe(24),
        invited_by_id=actor.staff_id,
        language=language,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    jobs.enqueue("workspace.mail_invitation", invitation_id=str(invitation.id))
    audit.record(actor.staff_id, "invitation.sent", "invitation", invitation.id, brand_id, email=address, role=role_key)
    return invitation.id


@transaction.atomic
def send_again(*, actor: Actor, invitation_id: UUID) -> None:
    """Mail a fresh link, valid from now; the old one opens nothing any more."""
    invitation = _open(actor, invitation_id)
    invitation.nonce = secrets.token_urlsafe(24)
    invitation.expires_at = clock.now() + VALID_FOR
    invitation.save(update_fields=["nonce", "expires_at"])
    jobs.enqueue("workspace.mail_invitation", invitation_id=str(invitation.id))
    audit.record(
        actor.staff_id,
        "invitation.sent_again",
        "invitation",
        invitation.id,
        invitation.brand_id,
        email=invitation.email,
    )


@transaction.atomic
def withdraw(*, actor: Actor, invitation_id: UUID) -> None:
    """Take an invitation back; its link opens nothing any more."""
    invitation = _open(actor, invitation_id)
    audit.record(
        actor.staff_id, "invitation.withdrawn", "invitation", invitation.id, invitation.brand_id, email=invitation.email
    )
    invitation.delete()


@transaction.atomic
def accept(*, token: str, name: StaffName, password: str) -> Staff:
    """Join: a user, a member of staff and the role of the invitation. NotFound for a link that opens nothing."""
    found = open_invitation(token)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(id=found.id) if found else None
    if invitation is None or invitation.accepted_at is not None:
        raise NotFound("invitation")
    try:
        validate_password(password, User(email=invitation.email))
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    staff = add_staff(email=invitation.email, password=password, language=invitation.language, name=name)
    Grant.objects.create(
        staff=staff, role_id=invitation.role_id, brand_id=invitation.brand_id, queue_id=invitation.queue_id
    )
    raise_version(id=staff.user_id)
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["accepted_at"])
    audit.record(staff.id, "invitation.accepted", "invitation", invitation.id, invitation.brand_id)
    publish(StaffJoined(staff_id=staff.id))
    return staff


def _open(actor: Actor, invitation_id: UUID) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("role")
        .filter(id=invitation_id, accepted_at=None)
        .first()
    )
    if invitation is None or not may_give(actor, invitation.role.permissions, invitation.brand_id):
        raise NotFound("invitation")
    return invitation
