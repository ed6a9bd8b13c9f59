"""The public pages of a form as answers: their values, their language, and who may show them in a frame."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import reverse
from django.utils import translation
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from yorisoi.kernel.ui.portal import Portal

from .checking import Problem
from .checking.entry import input_name, kept_name
from .checking.uploads import ACCEPT
from .contracts import Answer, FieldKind, Filled, KeptFile, Variant
from .models import Field, Form
from .ticket import signed, signed_receipt
from .visiting import TRAP, Outcome, Visit

_AUTOCOMPLETE = {"name": "name", "email": "email"}


@dataclass(frozen=True, slots=True)
class Question:
    """One field as the page shows it."""

    field: Field
    label: str
    help: str
    name: str
    kept_name: str
    values: list[str]
    options: list[tuple[str, str]]
    errors: list[str]
    kept: list[tuple[KeptFile, str]]
    lost: list[str]
    autocomplete: str
    accept: str

    @property
    def id(self) -> str:
        """Of the input; where the list of problems leads."""
        return f"q-{self.field.key}"

    @property
    def first(self) -> str:
        """Its only value."""
        return self.values[0] if self.values else ""


def answer(outcome: Outcome) -> HttpResponse:
    """The page of an outcome; after a message was stored, the way to the thank-you page."""
    visit = outcome.visit
    if outcome.done is not None:
        receipt = signed_receipt(outcome.done.received_id, outcome.done.reference)
        address = reverse("channels:form-thanks", kwargs={"slug": visit.form.slug, "receipt": receipt})
        return framed(visit.request, visit.form, HttpResponseRedirect(f"{address}{_query(visit)}", status=303))
    template = "confirmation.html" if outcome.page == "confirmation" else "form.html"
    values: dict[str, Any] = {
        "questions": list(_questions(visit, outcome.problems)),
        "problems": outcome.problems,
        "notice": outcome.notice,
        "ticket": signed(visit.ticket),
        "trap": TRAP,
        "preview": False,
    }
    if outcome.filled is not None:
        values["shown"] = list(_shown(visit, outcome.filled))
    return page(visit, template, values, outcome.status)


def preview(visit: Visit) -> str:
    """The form's page for who sets it up; nothing can be sent from it."""
    values = {"questions": list(_questions(visit, ())), "problems": (), "notice": "", "ticket": "", "trap": TRAP}
    return _html(visit, "form.html", _values(visit) | values | {"preview": True})


def page(visit: Visit, template: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of the form, not to be kept anywhere."""
    response = HttpResponse(_html(visit, template, _values(visit) | values), status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = visit.language
    if status == 429:
        response.headers["Retry-After"] = "3600"
    return framed(visit.request, visit.form, response)


def framed(request: HttpRequest, form: Form, response: HttpResponse) -> HttpResponse:
    """The answer with the frames it may be shown in: those of the form's sites; without any, none."""
    if not form.origins:
        return response
    policy = {**settings.SECURE_CSP, "frame-ancestors": list(form.origins)}
    policy["frame-src"] = [CSP.NONE]
    return csp_override(policy)(xframe_options_exempt(lambda _request: response))(request)


def _html(visit: Visit, template: str, values: dict[str, Any]) -> str:
    with translation.override(visit.language):
        return str(engines["jinja2"].get_template(f"channels/form/{template}").render(values))


def _values(visit: Visit) -> dict[str, Any]:
    form, language = visit.form, visit.language
    portal = Portal(form.brand.name, form.brand.colour, language, visit.large, bool(visit.parent), visit.scheme)
    return {
        "portal": portal,
        "form": form,
        "title": form.says("title", language) or form.name,
        "intro": form.says("intro", language),
        "parent": visit.parent,
        "address": reverse("channels:form-page", kwargs={"slug": form.slug}),
        "query": _query(visit),
        "other_query": _query(visit, language=next((each for each in form.spoken if each != language), language)),
        "size_query": _query(visit, large=not visit.large),
    }


def _query(visit: Visit, *, language: str = "", large: bool | None = None) -> str:
    """What each address of a visit carries along: language, size, the frame it stands in."""
    parts = {"lang": language or visit.language} if len(visit.form.spoken) > 1 else {}
    if visit.large if large is None else large:
        parts["view"] = "large"
    if visit.parent:
        parts["embed"] = visit.parent
    if visit.scheme:
        parts["scheme"] = visit.scheme
    return f"?{urlencode(parts)}" if parts else "?"


def _questions(visit: Visit, problems: tuple[Problem, ...]) -> Iterator[Question]:
    for field in visit.fields:
        yield Question(
            field=field,
            label=field.label(visit.language),
            help=field.help(visit.language),
            name=input_name(field),
            kept_name=kept_name(field),
            values=list(visit.entry.typed.get(field.key, ())),
            options=field.options(visit.language),
            errors=[each.words for each in problems if each.field.pk == field.pk],
            kept=visit.entry.signs(field, visit.ticket),
            lost=list(visit.entry.lost.get(field.key, ())),
            autocomplete=_AUTOCOMPLETE.get(field.meaning) or ("tel" if field.kind == FieldKind.PHONE else "off"),
            accept=ACCEPT.get(Variant(field.variant), ""),
        )


def _shown(visit: Visit, filled: Filled) -> Iterator[tuple[str, str]]:
    """Label and answer of each field, in the customer's language; fields left empty say so."""
    answers = {each.key: each for each in filled.answers}
    for field in visit.fields:
        found = answers.get(field.key)
        if field.kind == FieldKind.FILE:
            words = "\n".join(file.name for file in visit.entry.kept.get(field.key, ()))
        elif found is None:
            words = ""
        elif field.kind in (FieldKind.CHOICE, FieldKind.SEVERAL):
            chosen = found.value if isinstance(found.value, list) else [found.value]
            words = "\n".join(words for value, words in field.options(visit.language) if value in chosen)
        else:
            words = _as_written(found)
        yield field.label(visit.language), words


def _as_written(found: Answer) -> str:
    """An answer as the customer gave it; what staff see beside it (an international number) is left out."""
    if found.kind == FieldKind.CONSENT:
        return _("I agree")
    return str(found.value) if found.kind == FieldKind.PHONE else found.shown
