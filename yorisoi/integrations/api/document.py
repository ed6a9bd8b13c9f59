"""The OpenAPI document: ninja's, with our errors and headers in it, and its words in the reader's language."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yorisoi.integrations.api.problems import TITLES
from yorisoi.integrations.api.resources import api
from yorisoi.integrations.api.shapes import Problem

PREFIX = "/api/v1"
_SAID = ("summary", "description")
_ERRORS = {"get": (401, 403, 404, 422, 429), "write": (400, 401, 403, 404, 409, 412, 413, 415, 422, 429)}
_REF = "#/components/schemas/{model}"
_TEXT = gettext_noop(
    "Programs read and write customers, cases and messages here. Send a token of Settings, API as "
    "`Authorization: Bearer`. Lists come by pages: hand next_cursor in as cursor. Errors are RFC 9457 problem details "
    "in the language of Accept-Language. A writing call with an Idempotency-Key is done once, however often it is "
    "sent. "
    "Cases carry an ETag: with If-Match nothing is written over what somebody else changed meanwhile."
)
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": gettext_noop("The same key with the same request gets the same answer for 24 hours."),
    "schema": {"type": "string", "pattern": r"^[!-~]{1,255}$"},
}
_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": gettext_noop("The ETag of the case as you know it; 412 when it has changed since."),
    "schema": {"type": "string", "pattern": r'^(\*|"v[0-9]{1,9}")$'},
}


def openapi(language: str) -> dict[str, Any]:
    """The document in Japanese or English."""
    with translation.override(language):
        made: dict[str, Any] = _translated(_made())
        made["info"]["title"] = _("Yorisoi API")
        made["info"]["description"] = _(_TEXT)
        return made


@cache
def _made() -> dict[str, Any]:
    """The document in English."""
    made: dict[str, Any] = _plain(dict(api().get_openapi_schema(path_prefix=PREFIX)))
    made["servers"] = [{"url": settings.PUBLIC_URL}]
    made["components"]["schemas"].setdefault("Problem", {})
    problem = _plain(Problem.model_json_schema(ref_template=_REF))
    made["components"]["schemas"] |= problem.pop("$defs", {}) | {"Problem": problem}
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    return made


def _plain(part: Any) -> Any:
    """Without the titles that pydantic makes of names."""
    if isinstance(part, dict):
        named = isinstance(part.get("title"), str) and ("type" in part or "anyOf" in part or "$ref" in part)
        whole = "properties" in part  # what a class says of itself is for us, not for callers
        left = {"title"} if named else set()
        left |= {"description"} if whole else set()
        return {key: _plain(value) for key, value in part.items() if key not in left}
    return [_plain(each) for each in part] if isinstance(part, list) else part


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    operation["operationId"] = operation["operationId"].rpartition("_api_")[2].split("_", 1)[1]
    for parameter in operation.get("parameters", []):
        _never_null(parameter)
    if method != "get":
        headers = [_KEY, _MATCH] if path.startswith(f"{PREFIX}/cases/{{number}}") else [_KEY]
        operation.setdefault("parameters", []).extend(dict(each) for each in headers)
    for status in _ERRORS["get" if method == "get" else "write"]:
        operation["responses"][status] = {
            "description": TITLES[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }


def _never_null(parameter: dict[str, Any]) -> None:
    """In an address there is no null: what is not asked for is left out."""
    choices = parameter["schema"].pop("anyOf", None)
    if choices:
        kinds = [each for each in choices if each != {"type": "null"}]
        parameter["schema"] |= kinds[0]
    parameter["schema"].pop("default", None)


def _translated(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            key: _(value) if key in _SAID and isinstance(value, str) and value else _translated(value)
            for key, value in part.items()
        }
    return [_translated(each) for each in part] if isinstance(part, list) else part
