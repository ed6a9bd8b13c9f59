"""What every resource needs to know of its call: whose it is, and which version of a case it means."""

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from yorisoi.desk import public as desk
from yorisoi.integrations.api.problems import Fault, Refusal, wrong
from yorisoi.integrations.contracts import VersionPassed
from yorisoi.integrations.queries.callers import Caller

_VERSION = re.compile(r'"v(\d{1,9})"\Z', re.ASCII)


class Bearer(HttpBearer):
    """Says in the schema how one signs in; the gate has looked at the token before."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002 - ninja's signature
        return caller_in(request)


def caller_in(request: HttpRequest, scope: str = "") -> Caller:
    """Who calls. Raises Refusal (403) when the token has not this scope."""
    caller: Caller = request.caller  # type: ignore[attr-defined]  # put there by the gate
    if scope and scope not in caller.scopes:
        raise Refusal(403, _("The token needs the scope %(scope)s.") % {"scope": scope})
    return caller


def etag(version: int) -> str:
    """Of a case."""
    return f'"v{version}"'


def case_to_change(request: HttpRequest, scope: str, number: int) -> tuple[Caller, desk.CaseHead]:
    """A case for a writing call, locked, and in the version of If-Match. Raises NotFound, Refusal, VersionPassed."""
    caller = caller_in(request, scope)
    head = desk.case_numbered(caller.actor, number)
    version = desk.hold_still(actor=caller.actor, case_id=head.id)
    wanted = request.headers.get("If-Match", "").strip()
    if wanted and wanted != "*":
        found = _VERSION.match(wanted)
        if not found:
            raise Refusal(400, faults=[Fault("If-Match", _('Send the ETag of the case, for example "v7".'))])
        if int(found[1]) != version:
            raise VersionPassed(version)
    return caller, head


def tagged(response: HttpResponse, head: desk.CaseHead) -> desk.CaseHead:
    """The case, its ETag in the answer's head."""
    response.headers["ETag"] = etag(head.version)
    return head


def brand_in(caller: Caller, given: UUID | None) -> UUID:
    """The brand of something new. Raises Refusal where it must be said."""
    if given is not None:
        return given
    if len(caller.brand_ids) != 1:
        raise wrong("brand_id", _("The token acts in several brands: say in which one."))
    return next(iter(caller.brand_ids))
