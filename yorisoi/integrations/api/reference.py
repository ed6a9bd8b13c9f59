"""The page that describes the API: drawn from its document, without any script or host but ours."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from yorisoi.integrations.api.document import openapi
from yorisoi.kernel.ui import render

_ORDER = ("cases", "messages", "customers", "accounts", "queues", "topics", "tags", "staff", "facts")


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter, or a field of a body or an answer."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with one method."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: list[Entry]
    body: list[Entry]
    answer: list[Entry]
    statuses: list[tuple[str, str]]


def page(request: HttpRequest) -> HttpResponse:
    """In the reader's language."""
    document = openapi(translation.get_language() or settings.LANGUAGE_CODE)
    values = {"info": document["info"], "groups": groups(document), "origin": settings.PUBLIC_URL}
    return render(request, "integrations/reference.html", values)


def groups(document: dict[str, Any]) -> list[tuple[str, list[Operation]]]:
    """Operations by what they are about."""
    found: dict[str, list[Operation]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            found.setdefault(operation["tags"][0], []).append(_operation(document, path, method, operation))
    return sorted(found.items(), key=lambda pair: _ORDER.index(pair[0]) if pair[0] in _ORDER else len(_ORDER))


def _operation(document: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Operation:
    good = next(answer for status, answer in told["responses"].items() if int(status) < 300)
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        description=told.get("description", ""),
        scope=told["x-scope"],
        parameters=[
            Entry(
                each["name"],
                _kind(each["schema"]),
                each.get("required", False),
                each.get("description", each["schema"].get("description", "")),
            )
            for each in told.get("parameters", [])
        ],
        body=_fields(document, told.get("requestBody")),
        answer=_fields(document, good),
        statuses=[(str(status), answer["description"]) for status, answer in told["responses"].items()],
    )


def _fields(document: dict[str, Any], holder: dict[str, Any] | None) -> list[Entry]:
    """The fields of a body or an answer; of a page those of its rows."""
    if not holder or "content" not in holder:
        return []
    schema = _resolved(document, holder["content"]["application/json"]["schema"])
    rows = schema["properties"].get("data")
    if rows is not None:
        schema = _resolved(document, rows["items"])
    required = schema.get("required", [])
    return [
        Entry(name, _kind(each), name in required, _resolved_words(each)) for name, each in schema["properties"].items()
    ]


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _resolved_words(schema: dict[str, Any]) -> str:
    return str(schema.get("description", ""))


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a word or two: string (uuid), integer 1–100, low | normal, list of string."""
    if "anyOf" in schema:
        return " | ".join(_kind(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    kind = str(schema.get("type", ""))
    if kind == "array":
        return f"[{_kind(schema['items'])}]"
    if "format" in schema:
        return f"{kind} ({schema['format']})"
    ends = [str(schema[name]) if name in schema else "" for name in ("minimum", "maximum")]
    return f"{kind} {ends[0]}–{ends[1]}".rstrip() if any(ends) and kind == "integer" else kind
