"""Setting up forms."""

from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from yorisoi.channels.models import Mailbox
from yorisoi.channels.permissions import check
from yorisoi.kernel import audit, clock
from yorisoi.workspace.contracts import Actor

from ..contracts import Languages
from ..models import Form
from ..models.form import ACKNOWLEDGEMENTS, HOURLY, MEGABYTES, MOST_FILES, SECONDS
from ..permissions import FORM_MANAGE
from ..queries import answering_mailboxes, get_form
from .starting import first_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class FormValues:
    """Everything about a form but its fields; see models.Form."""

    name: str
    slug: str
    languages: str = Languages.JA.value
    title_ja: str = ""
    title_en: str = ""
    intro_ja: str = ""
    intro_en: str = ""
    thanks_ja: str = ""
    thanks_en: str = ""
    active: bool = True
    confirms: bool = True
    acknowledges: bool = False
    reply_mailbox_id: UUID | None = None
    origins: list[str] = field(default_factory=list)
    hourly_limit: int = HOURLY
    most_files: int = MOST_FILES
    most_megabytes: int = MEGABYTES
    acknowledgement_limit: int = ACKNOWLEDGEMENTS
    least_seconds: int = SECONDS


@transaction.atomic
def create_form(*, actor: Actor, brand_id: UUID, values: FormValues) -> UUID:
    """A form with the fields that most need (name, address, message, files), to be changed; returns its id.

    Raises ValidationError (a slug that is taken, a mailbox of another brand), NotAllowed and NotFound.
    """
    check(actor, FORM_MANAGE, brand_id)
    mailbox = Mailbox(brand_id=brand_id, kind="form", created_at=clock.now())
    form = Form(brand_id=brand_id, mailbox=mailbox, created_at=clock.now())
    _put(form, values)
    _save(form)
    first_fields(form)
    audit.record(actor.staff_id, "channels.form.create", "form", form.pk, brand_id, slug=form.slug, name=form.name)
    return form.pk


@transaction.atomic
def change_form(*, actor: Actor, form_id: UUID, values: FormValues) -> None:
    """Change everything about a form but its fields. Raises ValidationError, NotAllowed and NotFound."""
    form = get_form(actor, form_id)
    before = _values(form)
    _put(form, values)
    changed = sorted(name for name, value in _values(form).items() if before[name] != value)
    if not changed:
        return
    _save(form)
    audit.record(actor.staff_id, "channels.form.change", "form", form.pk, form.brand_id, changed=changed)


@transaction.atomic
def remove_form(*, actor: Actor, form_id: UUID) -> None:
    """Remove a form that nobody used yet; ValidationError for one with messages or a queue."""
    form = get_form(actor, form_id)
    audit.record(actor.staff_id, "channels.form.remove", "form", form.pk, form.brand_id, slug=form.slug)
    try:
        form.delete()
        form.mailbox.delete()
    except ProtectedError:
        raise ValidationError(_("This form is in use: it has messages, or feeds a queue. Switch it off.")) from None


def _values(form: Form) -> dict[str, Any]:
    return {name: getattr(form, name) for name in asdict(FormValues(name="", slug=""))}


def _put(form: Form, values: FormValues) -> None:
    for name, value in asdict(values).items():
        setattr(form, name, value)
    reply = next((each for each in answering_mailboxes([form.brand_id]) if each.pk == values.reply_mailbox_id), None)
    if values.reply_mailbox_id is not None and reply is None:
        raise ValidationError({"reply_mailbox_id": _("This mailbox is not of this brand, or is switched off.")})
    if values.acknowledges and reply is None:
        raise ValidationError(
            {"reply_mailbox_id": _("Choose the mailbox from which the acknowledgement is sent, or switch it off.")}
        )
    mailbox = form.mailbox
    mailbox.name, mailbox.active = form.name, True
    domain = reply.domain if reply else urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    mailbox.address = f"form-{form.slug}@{domain}"
    mailbox.config = {"automatic_limit": form.acknowledgement_limit}


def _save(form: Form) -> None:
    try:
        with transaction.atomic():
            form.mailbox.save()
            form.mailbox_id = form.mailbox.pk
            form.save()
    except IntegrityError:
        raise ValidationError({"slug": _("Another form has this address.")}) from None
