"""One request to a public form: which form, which language, what was filled in, and what becomes of it."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from .actions import Submitted, count_try, submit
from .checking import Entry, Problem, check
from .checking.uploads import MEGABYTE
from .contracts import Filled, TooOften
from .models import Field, Form
from .queries import published
from .ticket import Ticket, TicketRefused, new_ticket, read_ticket

TRAP = "website"
_ROOM = 2 * 1024 * 1024  # for all that is not a file, and the envelope of the files
_CHUNK = 256 * 1024
_TIMES_READ = 4


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything a page of the form is drawn from. `parent`: the site whose frame it is shown in, if it is allowed;
    `scheme`: light or dark, if that site has only one of them."""

    request: HttpRequest
    form: Form
    fields: list[Field]
    ticket: Ticket
    language: str
    large: bool = False
    parent: str = ""
    scheme: str = ""
    entry: Entry = field(default_factory=Entry)
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to show: `page` is form, confirmation or done."""

    page: str
    visit: Visit
    problems: tuple[Problem, ...] = ()
    notice: str = ""
    status: int = 200
    filled: Filled | None = None
    done: Submitted | None = None


def opened(request: HttpRequest, slug: str) -> Visit:
    """Somebody opens the form. Raises NotFound."""
    form, fields = published(slug)
    given = request.GET
    language = _language(request, form, given.get("lang", ""))
    parent = given.get("embed", "")
    return Visit(
        request=request,
        form=form,
        fields=fields,
        ticket=new_ticket(form.pk),
        language=language,
        large=given.get("view") == "large",
        parent=parent if parent in form.origins else "",
        scheme=given.get("scheme", "") if given.get("scheme") in ("light", "dark") else "",
    )


def previewed(request: HttpRequest, form: Form, fields: list[Field]) -> Visit:
    """The form as who sets it up looks at it, in the first of its languages or the one asked for."""
    asked = request.GET.get("lang", "")
    return Visit(request, form, fields, new_ticket(form.pk), asked if asked in form.spoken else form.spoken[0])


def returned(visit: Visit) -> Visit:
    """Somebody sends the form, or asks for it in another language or size; what they wrote comes along."""
    request = visit.request
    given = request.POST
    with translation.override(visit.language):
        ticket, obstacle = _ticket(given.get("ticket", ""), visit.form)
    uploads = {name: request.FILES.getlist(name) for name in request.FILES}
    entry = Entry.of(visit.fields, given, uploads, ticket)
    if ticket.too_old:
        ticket = new_ticket(visit.form.pk, instead=True)
    if not obstacle and given.get(TRAP):
        with translation.override(visit.language):
            obstacle = _(
                "A hidden field was filled in, as machines do. If you are a person, please press the button again."
            )
    return replace(visit, ticket=ticket, entry=entry, obstacle=obstacle)


def too_large(visit: Visit) -> bool:
    """Whether more was sent than we read. The rest is taken off the line, so that the browser hears our answer."""
    length, most = int(visit.request.META.get("CONTENT_LENGTH") or 0), visit.form.most_megabytes * MEGABYTE
    if length <= most + _ROOM:
        return False
    left = min(length, _TIMES_READ * most)
    while left > 0 and (chunk := visit.request.read(min(_CHUNK, left))):
        left -= len(chunk)
    return True


def outcome_of(visit: Visit, step: str, address: str) -> Outcome:
    """What happens with what was sent. `step`: check, send, or edit (only show it again)."""
    if not count_try(visit.form, address):
        return _too_often(replace(visit, entry=visit.entry.unstored()))
    if step == "edit":
        return Outcome("form", replace(visit, entry=visit.entry.stored(visit.fields)))
    _answers, problems = check(visit.fields, visit.entry, visit.language)
    visit = replace(visit, entry=visit.entry.stored(visit.fields))
    if problems or visit.obstacle:
        return Outcome("form", visit, tuple(problems), visit.obstacle, status=422)
    filled, problems = check(visit.fields, visit.entry, visit.language)
    if step != "send" and visit.form.confirms:
        return Outcome("confirmation", visit, filled=filled)
    try:
        done = submit(form=visit.form, ticket=visit.ticket, filled=filled, language=visit.language, address=address)
    except TooOften:
        return _too_often(visit)
    return Outcome("done", visit, done=done)


def _too_often(visit: Visit) -> Outcome:
    words = _(
        "Many messages came from your network within a short time, so we cannot take this one now. "
        "What you wrote is still here. Please wait an hour and press the button again."
    )
    return Outcome("form", visit, notice=words, status=429)


def _ticket(text: str, form: Form) -> tuple[Ticket, str]:
    """The ticket that came, or a new one, and what must be said about it."""
    try:
        ticket = read_ticket(text, form.pk)
    except TicketRefused:
        return new_ticket(form.pk, instead=True), _(
            "This page was not complete. What you wrote is still here. Please press the button again."
        )
    if ticket.too_old:
        return ticket, _(
            "This page was open for a long time. What you wrote is still here. Please press the button again."
        )
    if ticket.younger_than(form.least_seconds):
        return ticket, _("That was very fast. Please look at your message once more and press the button again.")
    return ticket, ""


def _language(request: HttpRequest, form: Form, asked: str) -> str:
    """The language asked for, else the browser's, else the form's first; never one that it is not offered in."""
    for language in (asked, translation.get_language_from_request(request)):
        if language in form.spoken:
            return language
    return form.spoken[0]


def network_address(request: HttpRequest) -> str:
    """Where a request came from; the server has put the customer's address there when a proxy stands before it."""
    address: Any = request.META.get("REMOTE_ADDR")
    return str(address or "")
