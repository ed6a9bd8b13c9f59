"""The door of workspace: who acts, the brands, the staff."""

from yorisoi.workspace.actions.access import give_role, take_role
from yorisoi.workspace.actions.brands import create_brand
from yorisoi.workspace.actions.first_run import create_first_admin
from yorisoi.workspace.actions.notifications import mark_read_about, notify
from yorisoi.workspace.actions.places import create_site, create_team
from yorisoi.workspace.actions.presence import set_presence
from yorisoi.workspace.actions.roles import sync_given_roles
from yorisoi.workspace.actions.staff import StaffName, create_staff
from yorisoi.workspace.contracts import NOBODY, SYSTEM
from yorisoi.workspace.queries.actors import actor_for, actor_of_staff, actor_of_user
from yorisoi.workspace.queries.brands import brand_ids, brands
from yorisoi.workspace.queries.hours import business_calendar, business_calendars
from yorisoi.workspace.queries.people import (
    emails_of_staff,
    password_link,
    presence_of,
    staff_by_email,
    staff_by_emails,
    staff_names,
    staff_of_brand,
    staff_who_may,
    teams_of_brand,
)
from yorisoi.workspace.queries.roles import roles_for_brand
from yorisoi.workspace.requests import StaffRequest

__all__ = [
    "NOBODY",
    "SYSTEM",
    "StaffName",
    "StaffRequest",
    "actor_for",
    "actor_of_staff",
    "actor_of_user",
    "brand_ids",
    "brands",
    "business_calendar",
    "business_calendars",
    "create_brand",
    "create_first_admin",
    "create_site",
    "create_staff",
    "create_team",
    "emails_of_staff",
    "give_role",
    "mark_read_about",
    "notify",
    "password_link",
    "presence_of",
    "roles_for_brand",
    "set_presence",
    "staff_by_email",
    "staff_by_emails",
    "staff_names",
    "staff_of_brand",
    "staff_who_may",
    "sync_given_roles",
    "take_role",
    "teams_of_brand",
]
