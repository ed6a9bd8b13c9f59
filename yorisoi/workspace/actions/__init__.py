"""Writes: one verb a function, keyword-only, one transaction, audited."""

from yorisoi.workspace.actions.access import give_role, take_role
from yorisoi.workspace.actions.brands import change_brand, create_brand
from yorisoi.workspace.actions.first_run import create_first_admin
from yorisoi.workspace.actions.invitations import accept, invite, send_again, withdraw
from yorisoi.workspace.actions.places import (
    change_site,
    change_team,
    create_site,
    create_team,
    remove_site,
    remove_team,
)
from yorisoi.workspace.actions.presence import set_presence
from yorisoi.workspace.actions.profile import change_profile, keep_display
from yorisoi.workspace.actions.roles import change_role, create_role, remove_role, sync_given_roles
from yorisoi.workspace.actions.staff import change_staff, create_staff, deactivate_staff, reactivate_staff

__all__ = [
    "accept",
    "change_brand",
    "change_profile",
    "change_role",
    "change_site",
    "change_staff",
    "change_team",
    "create_brand",
    "create_first_admin",
    "create_role",
    "create_site",
    "create_staff",
    "create_team",
    "deactivate_staff",
    "give_role",
    "invite",
    "keep_display",
    "reactivate_staff",
    "remove_role",
    "remove_site",
    "remove_team",
    "send_again",
    "set_presence",
    "sync_given_roles",
    "take_role",
    "withdraw",
]
