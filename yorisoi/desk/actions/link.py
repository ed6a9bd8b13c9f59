"""Say that two cases belong together: side by side, or one as a part of the other."""

from uuid import UUID

from django.utils.translation import gettext as _

from yorisoi.desk.actions.change import announce, locked, tell
from yorisoi.desk.contracts import Link, NotPossible
from yorisoi.desk.models import CaseLink
from yorisoi.desk.permissions import MERGE, READ
from yorisoi.kernel import clock, unit
from yorisoi.workspace.contracts import Actor

BY_HAND = (Link.RELATED, Link.PART_OF)
_DEEPEST = 5


@unit.work()
def link(*, actor: Actor, case_id: UUID, other_id: UUID, kind: Link = Link.RELATED) -> None:
    """Link a case to another of its brand; with PART_OF it is a child of the other. Doing it twice changes nothing.

    Raises NotFound, NotAllowed; NotPossible for the case itself, another brand, a second parent, or a circle.
    """
    if kind not in BY_HAND:
        raise ValueError(f"not a link that people make: {kind}")
    if case_id == other_id:
        raise NotPossible(_("A case cannot be linked to itself."))
    cases = {each: locked(actor, each, MERGE if each == case_id else READ) for each in sorted((case_id, other_id))}
    case, other = cases[case_id], cases[other_id]
    if case.brand_id != other.brand_id:
        raise NotPossible(_("The two cases belong to different brands."))
    if kind is Link.PART_OF:
        _check_parent(case_id, other_id)
    _found, made = CaseLink.objects.get_or_create(
        case=case, other=other, kind=kind, defaults={"by_id": actor.staff_id, "at": clock.now()}
    )
    if made:
        tell(case, actor, f"link_{kind}", number=other.number)
        tell(other, actor, f"link_{kind}_of", number=case.number)
        announce(case)
        announce(other)


@unit.work()
def unlink(*, actor: Actor, case_id: UUID, other_id: UUID) -> None:
    """Take back a link that somebody made by hand, whichever way it leads. Raises NotFound, NotAllowed."""
    cases = {each: locked(actor, each, MERGE if each == case_id else READ) for each in sorted((case_id, other_id))}
    pair = (cases[case_id], cases[other_id])
    for case, other in (pair, pair[::-1]):
        gone, _by_model = CaseLink.objects.filter(case=case, other=other, kind__in=BY_HAND).delete()
        if gone:
            tell(case, actor, "unlinked", number=other.number)
            tell(other, actor, "unlinked", number=case.number)
            announce(case)
            announce(other)


def _check_parent(case_id: UUID, other_id: UUID) -> None:
    parents = CaseLink.objects.filter(case_id=case_id, kind=Link.PART_OF).exclude(other_id=other_id)
    if parents.exists():
        raise NotPossible(_("The case is a part of another one already."))
    above = other_id
    for _step in range(_DEEPEST):
        upper = CaseLink.objects.filter(case_id=above, kind=Link.PART_OF).values_list("other_id", flat=True).first()
        if upper is None:
            return
        if upper == case_id:
            raise NotPossible(_("The other case is a part of this one: that would be a circle."))
        above = upper
    raise NotPossible(_("Cases cannot be parts of parts any deeper."))
