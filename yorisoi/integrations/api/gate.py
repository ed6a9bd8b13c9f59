"""What happens to every call before and after its resource: who, how often, how large, once or again."""

import hashlib
import logging
import re
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404
from django.utils import translation
from django.utils.translation import gettext as _

from yorisoi.integrations import actions
from yorisoi.integrations.api import limits
from yorisoi.integrations.api.problems import Fault, Refusal, problem
from yorisoi.integrations.api.resources import resolver
from yorisoi.integrations.contracts import KeyReused
from yorisoi.integrations.models import IdempotentCall
from yorisoi.integrations.queries.callers import Caller, caller_of
from yorisoi.kernel import unit

log = logging.getLogger(__name__)
MOST_BYTES = 1024 * 1024
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_SAFE = ("GET", "HEAD", "OPTIONS")
_KEY = re.compile(r"[\x21-\x7e]{1,255}\Z")

type Call = Callable[[], HttpResponse]


class _TakenBack(Exception):
    """Ends the transaction of a call that was refused: nothing of it stays."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def answer(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer a call to /api/v1/<rest>, always as JSON, in the language of Accept-Language."""
    language = translation.get_language_from_request(request)
    with translation.override(language):
        try:
            response = _admitted(request, rest)
        except Refusal as refusal:
            response = problem(refusal)
        except Exception as error:
            reference = uuid.uuid4().hex[:8]
            log.exception("reference %s: %s /api/v1/%s failed", reference, request.method, rest, exc_info=error)
            words = _("Nothing was changed. Tell an administrator this reference: %(reference)s")
            response = problem(Refusal(500, words % {"reference": reference}))
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept-Language, Authorization"
    return response


def _admitted(request: HttpRequest, rest: str) -> HttpResponse:
    caller = _caller(request)
    standing = limits.count(caller.token_id)
    if standing.passed:
        words = _("This token may call %(limit)s times a minute.") % {"limit": standing.limit}
        raise Refusal(429, words, headers={**standing.headers, "Retry-After": str(standing.reset)})
    actions.note_use(token_id=caller.token_id, last=caller.last_used_at)
    try:
        response = _checked(request, rest, caller)
    except Refusal as refusal:
        response = problem(refusal)
    for name, value in standing.headers.items():
        response.headers[name] = value
    return response


def _caller(request: HttpRequest) -> Caller:
    kind, _space, text = request.headers.get("Authorization", "").partition(" ")
    caller = caller_of(text.strip()) if kind.lower() == "bearer" else None
    if caller is None:
        words = _("Send `Authorization: Bearer` and a token that is neither expired nor revoked.")
        raise Refusal(401, words, headers={"WWW-Authenticate": 'Bearer realm="Yorisoi"'})
    return caller


def _checked(request: HttpRequest, rest: str, caller: Caller) -> HttpResponse:
    """The call, once it is small enough, JSON, and for an address there is."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Refusal(413, _("A request holds at most %(size)s.") % {"size": "1 MiB"})
    if request.body and request.content_type != "application/json":
        raise Refusal(415, _("Send `Content-Type: application/json`."))
    try:
        match = resolver().resolve(rest)
    except Resolver404:
        raise Refusal(404, _("There is no such address in this API.")) from None
    request.caller = caller  # type: ignore[attr-defined]  # read by resources.caller_in

    def call() -> HttpResponse:
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return _problem_of_method(response) if response.status_code == 405 else response

    return call() if request.method in _SAFE else _written(request, caller, call)


def _problem_of_method(response: HttpResponse) -> HttpResponse:
    return problem(Refusal(405, headers={"Allow": response.headers.get("Allow", "")}))


def _written(request: HttpRequest, caller: Caller, call: Call) -> HttpResponse:
    """A writing call in one transaction, with its answer where it carries a key: both stay or neither does."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.match(key):
        words = _("1 to 255 visible ASCII characters, for example a UUID.")
        raise Refusal(400, faults=[Fault("Idempotency-Key", words)])
    try:
        with unit.work():
            kept = _begun(request, caller, key) if key is not None else None
            if isinstance(kept, actions.KeptAnswer):
                return _again(kept)
            response = call()
            if response.status_code >= 400:
                raise _TakenBack(response)
            if kept is not None:
                actions.keep_answer(call=kept, answer=_kept(response))
            return response
    except _TakenBack as taken_back:
        return taken_back.response
    except KeyReused as error:
        raise Refusal(422, faults=[Fault("Idempotency-Key", str(error))]) from None


def _begun(request: HttpRequest, caller: Caller, key: str) -> actions.KeptAnswer | IdempotentCall:
    told = f"{request.method} {request.path}?{request.META.get('QUERY_STRING', '')}\n".encode() + request.body
    told += f"\n{request.headers.get('If-Match', '')}".encode()
    return actions.begin_call(token_id=caller.token_id, key=key, fingerprint=hashlib.sha256(told).hexdigest())


def _kept(response: HttpResponse) -> actions.KeptAnswer:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    return actions.KeptAnswer(response.status_code, headers, response.content.decode())


def _again(kept: actions.KeptAnswer) -> HttpResponse:
    headers: dict[str, Any] = {**kept.headers, "Idempotent-Replayed": "true"}
    return HttpResponse(kept.body, status=kept.status, headers=headers)
