"""Sites and teams as the settings show them."""

from uuid import UUID

from django.db.models import Count

from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.models import Site, Team
from yorisoi.workspace.permissions import SITES_MANAGE, STAFF_MANAGE, needs_everywhere
from yorisoi.workspace.queries.brands import brand_ids


def sites(actor: Actor) -> list[Site]:
    """All sites, each with `people`, how many work there."""
    needs_everywhere(actor, SITES_MANAGE)
    return list(Site.objects.annotate(people=Count("staff")).order_by("name", "id"))


def every_site(actor: Actor) -> list[Site]:
    """All sites, to choose one for somebody."""
    actor.needs(STAFF_MANAGE)
    return list(Site.objects.order_by("name", "id"))


def get_site(actor: Actor, site_id: UUID) -> Site:
    """A site to change."""
    needs_everywhere(actor, SITES_MANAGE)
    site = Site.objects.filter(id=site_id).first()
    if site is None:
        raise NotFound("site")
    return site


def teams(actor: Actor) -> list[Team]:
    """Teams of the brands whose staff the actor manages, each with `people`."""
    actor.needs(STAFF_MANAGE)
    return list(
        Team.objects.filter(brand_id__in=brand_ids(actor, STAFF_MANAGE))
        .select_related("brand")
        .annotate(people=Count("staff"))
        .order_by("brand__order", "brand_id", "name", "id")
    )


def get_team(actor: Actor, team_id: UUID) -> Team:
    """A team to change. NotFound for other brands' teams."""
    if not actor.can(STAFF_MANAGE):
        raise NotAllowed(STAFF_MANAGE)
    team = Team.objects.select_related("brand").filter(id=team_id).first()
    if team is None or not actor.can(STAFF_MANAGE, team.brand_id):
        raise NotFound("team")
    return team
