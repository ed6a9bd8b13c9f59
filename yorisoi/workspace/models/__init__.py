"""People who work here and what they may do."""

from .brand import Brand
from .grant import Grant
from .hours import BusinessHours
from .invitation import Invitation
from .notification import Notification, NotificationChoice
from .organisation import Organisation
from .presence import Presence
from .role import Role
from .site import Site
from .staff import Staff
from .team import Team
from .user import User

__all__ = [
    "Brand",
    "BusinessHours",
    "Grant",
    "Invitation",
    "Notification",
    "NotificationChoice",
    "Organisation",
    "Presence",
    "Role",
    "Site",
    "Staff",
    "Team",
    "User",
]
