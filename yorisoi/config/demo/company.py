"""Founds the demo company: brands, sites, staff with roles, queues, topics, mailboxes. Every write is an action."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from yorisoi.channels.models import Mailbox
from yorisoi.config.demo.matters import MATTERS
from yorisoi.config.demo.people import BRANDS, PASSWORD, STAFF, BrandPlan, StaffPlan
from yorisoi.config.demo.wording import put_words
from yorisoi.desk import actions as desk
from yorisoi.kernel import clock
from yorisoi.workspace import actions as workspace
from yorisoi.workspace import public
from yorisoi.workspace.contracts import SYSTEM, Actor

_ANSWER_WITHIN = 8  # business hours: one working day


@dataclass
class Company:
    """What the history needs to know of the company, by the names of people.py."""

    brands: dict[str, UUID] = field(default_factory=dict)
    mailboxes: dict[tuple[str, str], tuple[UUID, str]] = field(default_factory=dict)
    queues: dict[tuple[str, str], UUID] = field(default_factory=dict)
    topics: dict[tuple[str, tuple[str, ...]], UUID] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)


def found(*, smtp_port: int) -> Company:
    """Make the company; mails leave through the SMTP receiver on loopback."""
    company = Company()
    public.sync_given_roles()
    for order, plan in enumerate(BRANDS):
        _brand(company, plan, order, smtp_port)
    sites = {name: workspace.create_site(actor=SYSTEM, name=name) for name in dict.fromkeys(s.site for s in STAFF)}
    for number, person in enumerate(STAFF, start=1):
        _person(company, person, sites[person.site], f"{number:03}")
    _topics(company)
    return company


def _brand(company: Company, plan: BrandPlan, order: int, smtp_port: int) -> None:
    brand_id = workspace.create_brand(
        actor=SYSTEM, name=plan.name, slug=plan.slug, sign=plan.sign, colour=plan.colour, order=order
    )
    company.brands[plan.slug] = brand_id
    put_words(brand_id)
    for place, (name, address) in enumerate(plan.queues):
        queue_id = desk.create_queue(
            actor=SYSTEM, brand_id=brand_id, name=name, order=place, answer_within=_ANSWER_WITHIN
        )
        mailbox = Mailbox.objects.create(
            brand_id=brand_id,
            name=f"{plan.name} {name}",
            address=address,
            display_name=f"{plan.name} お客様センター",
            config=mailbox_config(smtp_port),
            created_at=clock.now(),
        )
        desk.route_mailbox(actor=SYSTEM, mailbox_id=mailbox.id, queue_id=queue_id)
        company.queues[plan.slug, name] = queue_id
        company.mailboxes[plan.slug, name] = (mailbox.id, address)


def mailbox_config(smtp_port: int) -> dict[str, object]:
    """In through the LMTP door, out through the demo's own receiver."""
    server = {"host": "127.0.0.1", "port": smtp_port, "security": "none", "user": ""}
    return {"incoming": "lmtp", "smtp": server}


def _person(company: Company, person: StaffPlan, site_id: UUID, number: str) -> None:
    staff_id = workspace.create_staff(
        actor=SYSTEM,
        email=person.email,
        password=PASSWORD,
        family_name=person.family,
        given_name=person.given,
        family_reading=person.family_reading,
        given_reading=person.given_reading,
        site_id=site_id,
        number=number,
    )
    everywhere = person.role == "admin"
    for slug in (None,) if everywhere else person.brands:
        brand_id = company.brands[slug] if slug else None
        workspace.give_role(actor=SYSTEM, staff_id=staff_id, role_key=person.role, brand_id=brand_id)
    company.actors[person.login] = public.actor_of_staff(staff_id)


def _topics(company: Company) -> None:
    """大 › 中 › 小, each level once; only the lowest asks for a record."""
    made: dict[tuple[str, tuple[str, ...]], UUID] = {}
    orders: dict[str, int] = defaultdict(int)
    for matter in MATTERS:
        parent_id = None
        for depth in range(1, 4):
            path = matter.topic[:depth]
            if (matter.brand, path) not in made:
                orders[matter.brand] += 1
                made[matter.brand, path] = desk.create_topic(
                    actor=SYSTEM,
                    brand_id=company.brands[matter.brand],
                    name=path[-1],
                    parent_id=parent_id,
                    needs_record=matter.record and depth == 3,
                    order=orders[matter.brand],
                )
            parent_id = made[matter.brand, path]
    company.topics = made


def move_mailboxes(smtp_port: int) -> None:
    """Tell the mailboxes where this run's receiver listens."""
    addresses = [address for plan in BRANDS for _name, address in plan.queues]
    Mailbox.objects.filter(kind="email", address__in=addresses).update(config=mailbox_config(smtp_port))
