"""Forms of the desk's settings."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from yorisoi.desk.contracts import Continues, TagColour
from yorisoi.desk.labels import CHANNELS, CONTINUES, FIELD_KINDS, IDENTITIES, SAME_TOPICS, TAG_COLOURS
from yorisoi.desk.recontacts import Identity, Rule, SameTopic


class QueueForm(forms.Form):
    """A queue, with the mailboxes that feed it."""

    name = forms.CharField(label=_("Name"), max_length=80)
    brand = forms.TypedChoiceField(label=_("Brand"), coerce=UUID)
    continues = forms.ChoiceField(
        label=_("What continues a case"),
        choices=[(each.value, words) for each, words in CONTINUES.items()],
        initial=Continues.THREAD.value,
        help_text=_("A sender is always checked: strangers who quote a case get a new one."),
    )
    answer_within = forms.IntegerField(
        label=_("Answer within (business hours)"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("From the customer's first unanswered message, weekdays 9:00 to 18:00. Empty: no target."),
    )
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=100)
    mailboxes = forms.TypedMultipleChoiceField(
        label=_("Mailboxes that feed it"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(
        self, brands: list[tuple[UUID, str]], mailboxes: list[tuple[UUID, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "brand", brands)
        _choose(self, "mailboxes", mailboxes)
        if not mailboxes:
            del self.fields["mailboxes"]


class TopicForm(forms.Form):
    """A topic and its place in the tree."""

    name = forms.CharField(label=_("Name"), max_length=80)
    parent = forms.TypedChoiceField(
        label=_("Under"), coerce=UUID, required=False, empty_value=None, help_text=_("Topics have up to three levels.")
    )
    needs_record = forms.BooleanField(
        label=_("Closing a case needs a record"),
        required=False,
        help_text=_("What it was about, what was done, outcome."),
    )
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=100)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, parents: list[tuple[UUID, str]] | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parents is None:
            del self.fields["parent"]
        else:
            _choose(self, "parent", [("", _("(at the top)")), *parents])


class TagForm(forms.Form):
    """A tag: its name and how it looks."""

    name = forms.CharField(label=_("Name"), max_length=40)
    colour = forms.ChoiceField(
        label=_("Colour"),
        choices=[(each.value, words) for each, words in TAG_COLOURS.items()],
        initial=TagColour.NEUTRAL.value,
    )
    active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("A tag that is not in use stays on its cases but is given to no more."),
    )


class MergeTagForm(forms.Form):
    """Into which other tag one goes."""

    into = forms.TypedChoiceField(label=_("Merge into"), coerce=UUID)

    def __init__(self, others: list[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "into", [("", _("Choose a tag")), *others])


class RecontactForm(forms.Form):
    """A definition of recontact."""

    name = forms.CharField(label=_("Name"), max_length=80)
    identity = forms.ChoiceField(label=_("Who counts as the same"), choices=IDENTITIES)
    window_hours = forms.IntegerField(label=_("Within (hours)"), min_value=1, max_value=24 * 366, initial=168)
    topic = forms.ChoiceField(label=_("About"), choices=SAME_TOPICS)
    first_channel = forms.ChoiceField(label=_("First on"), choices=CHANNELS, required=False)
    then_channel = forms.ChoiceField(label=_("Then on"), choices=CHANNELS, required=False)
    same_case = forms.BooleanField(label=_("Contacts on the same case count as well"), required=False, initial=True)

    def rule(self) -> Rule:
        """What was entered, as the engine takes it."""
        given = self.cleaned_data
        window = timedelta(hours=given["window_hours"])
        channels = given["first_channel"], given["then_channel"]
        return Rule(Identity(given["identity"]), window, SameTopic(given["topic"]), *channels, given["same_case"])


class ItemForm(forms.Form):
    """An item of a checklist, and for which cases it is."""

    text = forms.CharField(label=_("What must be done"), max_length=200)
    topic_id = forms.TypedChoiceField(
        label=_("Topic"), coerce=UUID, required=False, empty_value=None, help_text=_("Those below it have it as well.")
    )
    queue_id = forms.TypedChoiceField(label=_("Queue"), coerce=UUID, required=False, empty_value=None)
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=100)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(
        self, topics: list[tuple[UUID, str]], queues: list[tuple[UUID, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "topic_id", [("", _("(every case)")), *topics])
        _choose(self, "queue_id", [("", _("(every queue)")), *queues])


class FieldForm(forms.Form):
    """A field of cases. Its kind is chosen once, since values are stored by type."""

    name = forms.CharField(label=_("Name"), max_length=80)
    topic_id = forms.TypedChoiceField(
        label=_("Topic"), coerce=UUID, required=False, empty_value=None, help_text=_("Those below it have it as well.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FIELD_KINDS)
    options = forms.CharField(
        label=_("Choices"), required=False, widget=forms.Textarea({"rows": 4}), help_text=_("One a line.")
    )
    required = forms.BooleanField(label=_("Needed before the case is closed"), required=False)
    help = forms.CharField(label=_("Help under the field"), max_length=200, required=False)
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=100)
    active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, topics: list[tuple[UUID, str]], *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "topic_id", [("", _("(every case)")), *topics])
        if kind:
            del self.fields["kind"]

    def clean_options(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]


def _choose(form: forms.Form, name: str, options: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = options
