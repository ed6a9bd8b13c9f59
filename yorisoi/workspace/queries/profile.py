"""What people see about themselves."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from yorisoi.workspace.contracts import Actor, NotFound
from yorisoi.workspace.models import Staff


@dataclass(frozen=True, slots=True)
class Profile:
    """One's own values for the form, the sign-in address, and how signing in is protected."""

    values: dict[str, str]
    email: str
    has_totp: bool
    passkeys: int


def own_profile(actor: Actor) -> Profile:
    """The acting person's own profile."""
    staff = Staff.objects.select_related("user").filter(id=actor.staff_id).first() if actor.staff_id else None
    if staff is None:
        raise NotFound("profile")
    kinds = list(Authenticator.objects.filter(user_id=staff.user_id).values_list("type", flat=True))
    names = {part: getattr(staff, part) for part in ("family_name", "given_name", "family_reading", "given_reading")}
    return Profile(
        {**names, "language": staff.user.language, "theme": staff.user.theme},
        staff.user.email,
        Authenticator.Type.TOTP in kinds,
        kinds.count(Authenticator.Type.WEBAUTHN),
    )
