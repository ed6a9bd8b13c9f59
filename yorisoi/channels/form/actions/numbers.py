"""Whose the customer number is that somebody typed into a form: told to staff only, never to who sends the form."""

from yorisoi.customers import public as customers

from ..contracts import Filled, Meaning
from ..models import Form

SAME, OTHER, UNKNOWN = "same", "other", "unknown"


def standing(form: Form, filled: Filled) -> str:
    """SAME: number and mail address are one customer's; OTHER: the number is somebody's with other addresses; UNKNOWN:
    nobody has it; "" where none was given. A number proves nothing, so it never opens or joins anything."""
    number, email = filled.of(Meaning.CUSTOMER_NUMBER).strip(), filled.of(Meaning.EMAIL).strip()
    if not number:
        return ""
    found = customers.owners(form.brand_id, [("number", number), ("email", email)])
    owner = found.get(("number", number))
    if owner is None:
        return UNKNOWN
    return SAME if owner == found.get(("email", email)) else OTHER
