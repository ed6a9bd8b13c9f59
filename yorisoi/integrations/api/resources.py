"""All resources in one API, and what their errors become."""

from functools import cache
from typing import Any

from django.core.exceptions import ValidationError as ModelError
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as ShapeError

from yorisoi.desk.contracts import DeskError, RecordNeeded
from yorisoi.integrations.api import cases, customers, facts, messages, places, tags
from yorisoi.integrations.api.calling import Bearer, etag
from yorisoi.integrations.api.problems import Fault, Refusal, faults_in, faults_of, problem
from yorisoi.integrations.contracts import VersionPassed
from yorisoi.workspace.contracts import NotAllowed, NotFound

VERSION = "1"


@cache
def api() -> NinjaAPI:
    """The API; made once, at the first call."""
    made = NinjaAPI(
        title="Yorisoi", version=VERSION, docs_url=None, openapi_url=None, auth=Bearer(), urls_namespace="api"
    )
    made.add_router("/cases", cases.router)
    made.add_router("", messages.router)
    made.add_router("", customers.router)
    made.add_router("", places.router)
    made.add_router("", tags.router)
    made.add_router("", facts.router)
    for kind, refusal in _REFUSALS.items():
        made.add_exception_handler(kind, _handler(refusal))
    made.add_exception_handler(Exception, _not_ours)
    return made


@cache
def resolver() -> URLResolver:
    """Finds the resource of an address below /api/v1/."""
    return URLResolver(RegexPattern(r"^"), api().urls[0])


def _handler(refusal: Any) -> Any:
    def handle(_request: HttpRequest, error: Any) -> HttpResponse:
        return problem(refusal(error))

    return handle


def _not_ours(_request: HttpRequest, error: Any) -> HttpResponse:
    raise error  # the gate writes it down


def _record_needed(error: RecordNeeded) -> Refusal:
    return Refusal(
        422, str(error), faults=[Fault(f"record.{name}", _("This field is required.")) for name in error.missing]
    )


def _version_passed(error: VersionPassed) -> Refusal:
    words = _("The case is at version %(version)s now. Read it again and decide anew.") % {"version": error.version}
    return Refusal(412, words, headers={"ETag": etag(error.version)})


_REFUSALS: dict[type[Exception], Any] = {
    Refusal: lambda error: error,
    ShapeError: lambda error: Refusal(422, faults=faults_of(error.errors)),
    HttpError: lambda error: Refusal(error.status_code, _("The body is not JSON.") if error.status_code == 400 else ""),
    ModelError: lambda error: Refusal(422, faults=faults_in(error)),
    NotFound: lambda error: Refusal(404, str(error) if " " in str(error) else ""),
    NotAllowed: lambda error: Refusal(403, _("The token's role lacks this permission: %(name)s.") % {"name": error}),
    RecordNeeded: _record_needed,
    DeskError: lambda error: Refusal(409, str(error)),
    VersionPassed: _version_passed,
}
