"""Sites and teams: made, changed, removed."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotFound
from yorisoi.workspace.models import Brand, Site, Team
from yorisoi.workspace.permissions import SITES_MANAGE, STAFF_MANAGE, needs_everywhere


@transaction.atomic
def create_site(*, actor: Actor, name: str, kind: str = Site.Kind.OFFICE) -> UUID:
    """A place where staff work. Raises ValidationError for a taken name."""
    needs_everywhere(actor, SITES_MANAGE)
    site = Site(name=name.strip(), kind=kind)
    site.full_clean()
    site.save(force_insert=True)
    audit.record(actor.staff_id, "site.created", "site", site.id, name=site.name)
    return site.id


@transaction.atomic
def change_site(*, actor: Actor, site_id: UUID, name: str, kind: str) -> None:
    """Rename a site or change its kind."""
    needs_everywhere(actor, SITES_MANAGE)
    site = _site(site_id)
    site.name, site.kind = name.strip(), kind
    site.full_clean()
    site.save()
    audit.record(actor.staff_id, "site.changed", "site", site.id, name=site.name)


@transaction.atomic
def remove_site(*, actor: Actor, site_id: UUID) -> None:
    """Remove a site where nobody works (else ValidationError)."""
    needs_everywhere(actor, SITES_MANAGE)
    site = _site(site_id)
    if site.staff.exists():
        raise ValidationError(_("Somebody works at this site. Move them first."))
    audit.record(actor.staff_id, "site.removed", "site", site.id, name=site.name)
    site.delete()


@transaction.atomic
def create_team(*, actor: Actor, brand_id: UUID, name: str) -> UUID:
    """A team of a brand. Raises ValidationError for a name taken in the brand."""
    brand = Brand.objects.filter(id=brand_id).first()
    if brand is None:
        raise NotFound("brand")
    actor.needs(STAFF_MANAGE, brand_id)
    team = Team(brand=brand, name=name.strip())
    team.full_clean()
    team.save(force_insert=True)
    audit.record(actor.staff_id, "team.created", "team", team.id, brand_id, name=team.name)
    return team.id


@transaction.atomic
def change_team(*, actor: Actor, team_id: UUID, name: str) -> None:
    """Rename a team."""
    team = _team(actor, team_id)
    team.name = name.strip()
    team.full_clean()
    team.save()
    audit.record(actor.staff_id, "team.changed", "team", team.id, team.brand_id, name=team.name)


@transaction.atomic
def remove_team(*, actor: Actor, team_id: UUID) -> None:
    """Remove a team; its members stay."""
    team = _team(actor, team_id)
    audit.record(actor.staff_id, "team.removed", "team", team.id, team.brand_id, name=team.name)
    team.delete()


def _site(site_id: UUID) -> Site:
    site = Site.objects.select_for_update().filter(id=site_id).first()
    if site is None:
        raise NotFound("site")
    return site


def _team(actor: Actor, team_id: UUID) -> Team:
    team = Team.objects.select_for_update().filter(id=team_id).first()
    if team is None or not actor.can(STAFF_MANAGE, team.brand_id):
        raise NotFound("team")
    return team
