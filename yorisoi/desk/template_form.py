"""The form of a template."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yorisoi.desk import queries, snoozing
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.labels import PRIORITY, STATUS
from yorisoi.desk.models import Template
from yorisoi.desk.permissions import MANAGE_TEMPLATES
from yorisoi.workspace.contracts import Actor
from yorisoi.workspace.public import business_calendar

ACTIONS = ("assign", "status", "snooze", "topic", "tags", "priority", "queue")
_STATUSES = ("open", "pending", "done", "no_action")


class TemplateForm(forms.Form):
    """A text, and what is done along with it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    place = forms.ChoiceField(label=gettext_lazy("For whom"))
    shortcut = forms.CharField(
        label=gettext_lazy("Shortcut"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Typed after ;; in the composer."),
    )
    category = forms.CharField(label=gettext_lazy("Category"), max_length=80, required=False)
    body = forms.CharField(label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    assign = forms.ChoiceField(label=gettext_lazy("Assign to"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status afterwards"), required=False)
    snooze = forms.CharField(
        label=gettext_lazy("On hold until"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("In words: 翌営業日, 3日後, tomorrow, next Monday."),
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    tags = forms.MultipleChoiceField(label=gettext_lazy("Tags"), required=False, widget=forms.CheckboxSelectMultiple)
    priority = forms.ChoiceField(label=gettext_lazy("Priority"), required=False)
    queue = forms.ChoiceField(label=gettext_lazy("Queue"), required=False)
    active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)

    def __init__(self, actor: Actor, brand_id: UUID, *args: Any, own: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        queues = queries.queues_of(brand_id)
        mine, shared = [("own", _("Only for me"))], [("", _("The whole brand"))] + [(str(i), n) for i, n in queues]
        may = actor.can(MANAGE_TEMPLATES, brand_id)
        self._choose("place", mine if own or not may else shared + ([] if own is False else mine))
        self.fields["place"].required = own is True or not may
        people = [(str(each.id), each.name) for each in queries.people(brand_id)]
        self._choose("assign", [("", "–"), ("me", _("whoever uses it")), ("nobody", _("Nobody")), *people])
        statuses = [(name, words) for name, words in STATUS.items() if name in _STATUSES]
        self._choose("status", [("", "–"), *statuses])
        self._choose("topic", [("", "–"), *((str(each.id), each.path) for each in queries.topics(brand_id))])
        tags = [(str(each.id), each.name) for each in queries.tags(actor, brand_id)]
        self._choose("tags", tags)
        if not tags:
            del self.fields["tags"]
        self._choose("priority", [("", "–"), *((str(int(each)), words) for each, words in PRIORITY.items())])
        self._choose("queue", [("", "–"), *((str(i), n) for i, n in queues)])

    def _choose(self, name: str, options: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = options

    def clean_snooze(self) -> str:
        """Only words that are understood."""
        words = str(self.cleaned_data["snooze"]).strip()
        if words:
            try:
                snoozing.moment_of(words, business_calendar(None), past=True)
            except NotPossible as error:
                raise forms.ValidationError(str(error)) from error
        return words

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take, but for whom it is."""
        given = self.cleaned_data
        kept = {name: given[name] for name in ("name", "shortcut", "category", "body", "active")}
        return kept | {"actions": {name: given[name] for name in ACTIONS if given.get(name)}}

    @property
    def own(self) -> bool:
        """For the writer alone."""
        return bool(self.cleaned_data["place"] == "own")

    @property
    def queue_id(self) -> UUID | None:
        """The queue that it is for; None: all."""
        place = self.cleaned_data["place"]
        return UUID(place) if place not in ("", "own") else None


def values_of(template: Template) -> dict[str, Any]:
    """A template as its form takes it."""
    place = "own" if template.owner_id else str(template.queue_id or "")
    fields = ("name", "shortcut", "category", "body", "active")
    values: dict[str, Any] = {name: getattr(template, name) for name in fields}
    return {**values, **template.actions, "place": place}
