"""Errors as RFC 9457 problem details, in the reader's language, with the fields that are wrong."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TITLES = {
    400: gettext_noop("The request could not be read"),
    401: gettext_noop("A valid token is needed"),
    403: gettext_noop("This token may not do that"),
    404: gettext_noop("There is no such thing"),
    405: gettext_noop("This address does not take this method"),
    409: gettext_noop("It is not in a state for this"),
    412: gettext_noop("It has changed since you read it"),
    413: gettext_noop("The request is too large"),
    415: gettext_noop("The body must be JSON"),
    422: gettext_noop("Some values are not right"),
    429: gettext_noop("Too many requests"),
    500: gettext_noop("Something went wrong on our side"),
}
_WORDS = {
    "missing": gettext_noop("This field is required."),
    "extra_forbidden": gettext_noop("There is no such field."),
    "string_type": gettext_noop("This must be a text."),
    "string_too_short": gettext_noop("This text is too short (at least %(min_length)s characters)."),
    "string_too_long": gettext_noop("This text is too long (at most %(max_length)s characters)."),
    "string_pattern_mismatch": gettext_noop("This text does not have the expected form."),
    "string_unicode": gettext_noop("This text holds signs that are no characters."),
    "int_parsing": gettext_noop("This must be a whole number."),
    "int_type": gettext_noop("This must be a whole number."),
    "bool_parsing": gettext_noop("This must be true or false."),
    "bool_type": gettext_noop("This must be true or false."),
    "uuid_parsing": gettext_noop("This is not an id."),
    "uuid_type": gettext_noop("This is not an id."),
    "greater_than_equal": gettext_noop("This must be at least %(ge)s."),
    "less_than_equal": gettext_noop("This must be at most %(le)s."),
    "enum": gettext_noop("This is not one of the possible values."),
    "literal_error": gettext_noop("This is not one of the possible values."),
    "list_type": gettext_noop("This must be a list."),
    "too_long": gettext_noop("This list is too long (at most %(max_length)s)."),
    "too_short": gettext_noop("This list is too short (at least %(min_length)s)."),
    "model_attributes_type": gettext_noop("This must be an object."),
    "dict_type": gettext_noop("This must be an object."),
    "timezone_aware": gettext_noop("This time needs an offset, for example 2026-11-25T09:00:00+09:00."),
}
_TIMES = gettext_noop("This is not a date or time in the form of RFC 3339.")
_OTHERWISE = gettext_noop("This value is not valid.")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field; `field` as a path: text, customer.name, to.0; with a query's or header's name."""

    field: str
    words: str


class Refusal(Exception):
    """Ends a call with a problem; `faults` name fields, `headers` go with the answer."""

    def __init__(
        self, status: int, words: str = "", *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(words)
        self.status, self.words, self.faults, self.headers = status, words, tuple(faults), dict(headers or {})


def problem(refusal: Refusal) -> HttpResponse:
    """The answer."""
    told: dict[str, Any] = {"type": "about:blank", "title": _(TITLES[refusal.status]), "status": refusal.status}
    if refusal.words:
        told["detail"] = refusal.words
    if refusal.faults:
        told["errors"] = [{"field": fault.field, "detail": fault.words} for fault in refusal.faults]
    body = json.dumps(told, ensure_ascii=False)
    response = HttpResponse(body, status=refusal.status, content_type="application/problem+json")
    for name, value in refusal.headers.items():
        response.headers[name] = value
    return response


def wrong(field: str, words: str) -> Refusal:
    """One field is not right."""
    return Refusal(422, faults=[Fault(field, words)])


def faults_of(errors: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """What pydantic found, in our words: its own are English only."""
    return [Fault(_path(each["loc"]), _said(each)) for each in errors]


def faults_in(error: ModelError) -> list[Fault]:
    """What an action found wrong with its values."""
    if not hasattr(error, "error_dict"):
        return [Fault("", " ".join(error.messages))]
    return [
        Fault("" if name == NON_FIELD_ERRORS else name, " ".join(texts)) for name, texts in error.message_dict.items()
    ]


def _path(location: Sequence[Any]) -> str:
    """("body", "given", "to", 0) → to.0: without where it was sent and the name of ninja's argument."""
    parts = list(location)
    if parts and parts[0] in ("body", "query", "path", "header"):
        parts = parts[2:] if parts[0] == "body" and len(parts) > 1 else parts[1:]
    return ".".join(str(part) for part in parts)


def _said(each: Mapping[str, Any]) -> str:
    kind = str(each.get("type", ""))
    if kind == "value_error":
        return str(each.get("ctx", {}).get("error", "")) or _(_OTHERWISE)
    words = _WORDS.get(kind)
    if words is None:
        return _(_TIMES) if kind.startswith(("date", "time")) else _(_OTHERWISE)
    return str(_(words) % each.get("ctx", {}))
