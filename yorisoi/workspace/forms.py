"""What people fill in: fields, and what each must be. Whether it may be done is the actions' business."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yorisoi.kernel.calendar import CalendarError, week
from yorisoi.kernel.ui.forms import ActionForm, DayField
from yorisoi.workspace import hours_text
from yorisoi.workspace.actions.staff import StaffName
from yorisoi.workspace.contracts import StaffInfo
from yorisoi.workspace.models import Brand, Presence, Role, Site, Team
from yorisoi.workspace.queries.deeds import Narrowed
from yorisoi.workspace.queries.hours import WEEKDAYS, Opening
from yorisoi.workspace.queries.staff import GivingPlace

LANGUAGES = (("ja", "日本語"), ("en", "English"))
THEMES = (("auto", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))

type Choices = Iterable[tuple[str, str]]


class NameForm(ActionForm):
    """姓 名 and セイ メイ; the action gets them as one `name`."""

    family_name = forms.CharField(label=_("Family name"), max_length=60)
    given_name = forms.CharField(label=_("Given name"), max_length=60, required=False)
    family_reading = forms.CharField(label=_("Family name, reading"), max_length=60, required=False)
    given_reading = forms.CharField(label=_("Given name, reading"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        parts = {part: values.pop(part, "") for part in StaffName.__dataclass_fields__}
        return {**values, "name": StaffName(**parts)}


class HoursForm(ActionForm):
    """When a brand is open; the action gets it as `opening`."""

    day_0 = forms.CharField(label=_("Monday"), max_length=200, required=False)
    day_1 = forms.CharField(label=_("Tuesday"), max_length=200, required=False)
    day_2 = forms.CharField(label=_("Wednesday"), max_length=200, required=False)
    day_3 = forms.CharField(label=_("Thursday"), max_length=200, required=False)
    day_4 = forms.CharField(label=_("Friday"), max_length=200, required=False)
    day_5 = forms.CharField(label=_("Saturday"), max_length=200, required=False)
    day_6 = forms.CharField(label=_("Sunday"), max_length=200, required=False)
    keeps_holidays = forms.BooleanField(label=_("Japan's national holidays differ"), required=False)
    holiday = forms.CharField(
        label=_("Hours on national holidays"), max_length=200, required=False, help_text=_("Empty: closed.")
    )
    closed_yearly = forms.CharField(
        label=_("Closed every year"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("12/29〜1/3, 8/13: days and stretches, by commas or lines."),
    )
    special = forms.CharField(
        label=_("Single days"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One a line: 2026-12-28 9:00-15:00 stocktaking, or 2027-01-04 closed. They win over all else."),
    )

    @classmethod
    def of(cls, opening: Opening, data: Any = None) -> "HoursForm":
        """The form filled with what holds now."""
        days = {f"day_{number}": hours_text.spans_text(spans) for number, spans in enumerate(opening.week)}
        rest = {
            "keeps_holidays": bool(opening.country),
            "holiday": hours_text.spans_text(opening.holiday),
            "closed_yearly": hours_text.yearly_text(opening.closed_yearly),
            "special": hours_text.special_text(opening.special),
        }
        return cls(data, initial=days | rest)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        opening = Opening(
            week=tuple(self._spans(f"day_{number}") for number in range(WEEKDAYS)),
            country="JP" if values.get("keeps_holidays") else "",
            holiday=self._spans("holiday"),
            closed_yearly=self._read("closed_yearly", hours_text.yearly_of),
            special=self._read("special", hours_text.special_of),
        )
        return {"opening": opening}

    def _spans(self, name: str) -> tuple[str, ...]:
        def read(text: str) -> tuple[str, ...]:
            spans = hours_text.spans_of(text)
            week({0: spans})
            return spans

        return self._read(name, read)

    def _read(self, name: str, read: Callable[[str], tuple[Any, ...]]) -> tuple[Any, ...]:
        try:
            return read(self.cleaned_data.get(name, ""))
        except ValidationError as error:
            self.add_error(name, error)
        except CalendarError as error:
            self.add_error(name, str(error))
        return ()


class AuditForm(ActionForm):
    """What of the audit log is asked for; all of it where nothing is chosen."""

    person = forms.ChoiceField(label=pgettext_lazy("audit", "Who"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    first = DayField(label=pgettext_lazy("days", "From"), required=False, help_text="")
    last = DayField(label=pgettext_lazy("days", "To"), required=False, help_text="")
    object = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, people: Iterable[StaffInfo], kinds: Choices, data: Any) -> None:
        super().__init__(data)
        names = [(str(each.id), each.name) for each in people]
        self._choose("person", [("", _("Everybody")), *names])
        self._choose("kind", [("", _("Everything")), *kinds])

    def _choose(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def narrowed(self) -> Narrowed | None:
        """What the entered values ask for; None where they make no sense."""
        if not self.is_valid():
            return None
        values = self.cleaned_data
        person = UUID(values["person"]) if values["person"] else None
        return Narrowed(person, values["kind"], values["object"], values["first"], values["last"])


class BrandForm(ActionForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=50,
        required=False,
        help_text=_("Latin letters, digits, hyphens."),
    )
    sign = forms.CharField(
        label=_("Sign"), max_length=12, required=False, help_text=_("Shown in lists beside each case; a few letters.")
    )
    colour = forms.RegexField(
        r"^#[0-9a-f]{6}$", label=_("Colour"), initial="#2f6f8f", widget=forms.TextInput({"type": "color"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    order = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=100)

    @classmethod
    def of(cls, brand: Brand, data: Any = None) -> "BrandForm":
        """The form filled with a brand."""
        return cls(data, initial={name: getattr(brand, name) for name in cls.base_fields})


class OrganisationForm(ActionForm):
    name = forms.CharField(label=_("Name of the organisation"), max_length=200)


class SiteForm(ActionForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=Site.Kind.choices)

    @classmethod
    def of(cls, site: Site, data: Any = None) -> "SiteForm":
        """The form filled with a site."""
        return cls(data, initial={"name": site.name, "kind": site.kind})


class TeamForm(ActionForm):
    name = forms.CharField(label=_("Name"), max_length=100)


class NewTeamForm(TeamForm):
    brand_id = forms.TypedChoiceField(label=_("Brand"))
    field_order = ("brand_id", "name")

    def __init__(self, brands: Iterable[Brand], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_key = {str(brand.id): brand for brand in brands}
        field = self.fields["brand_id"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(key, brand.name) for key, brand in by_key.items()]
        field.coerce = lambda key: by_key[key].id


class RoleForm(ActionForm):
    name = forms.CharField(label=_("Name"), max_length=100)
    permissions = forms.MultipleChoiceField(label=_("May"), required=False)

    def __init__(self, permissions: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["permissions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(permissions)

    def chosen(self) -> list[str]:
        """Names of the permissions ticked now."""
        value = self["permissions"].value()
        return list(value) if isinstance(value, (list, tuple)) else []


class StaffForm(NameForm):
    number = forms.CharField(label=_("Staff number"), max_length=30, required=False)
    site_id = forms.TypedChoiceField(label=_("Site"), required=False, empty_value=None)
    team_ids = forms.TypedMultipleChoiceField(
        label=_("Teams"), required=False, widget=forms.CheckboxSelectMultiple, empty_value=[]
    )

    def __init__(self, sites: Iterable[Site], teams: Iterable[Team], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site_of = {str(site.id): site for site in sites}
        team_of = {str(team.id): team for team in teams}
        site, team = self.fields["site_id"], self.fields["team_ids"]
        assert isinstance(site, forms.TypedChoiceField)
        assert isinstance(team, forms.TypedMultipleChoiceField)
        site.choices = [("", _("None")), *((key, each.name) for key, each in site_of.items())]
        site.coerce = lambda key: site_of[key].id
        team.choices = [(key, f"{each.brand.name} · {each.name}") for key, each in team_of.items()]
        team.coerce = lambda key: team_of[key].id


class GrantForm(ActionForm):
    """A role and where it holds; the action gets the place as `brand_id` and `queue_id`."""

    role_key = forms.ChoiceField(label=_("Role"))
    place = forms.TypedChoiceField(label=_("Where"))

    def __init__(self, roles: Iterable[Role], places: Sequence[GivingPlace], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, where = self.fields["role_key"], self.fields["place"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(where, forms.TypedChoiceField)
        # Nothing is chosen beforehand: a hasty Enter must not make an administrator of all brands.
        role.choices = [("", _("Choose")), *((each.key, each.title) for each in roles)]
        by_key = {str(each.queue_id or each.brand_id or "everywhere"): each for each in places}
        where.choices = [("", _("Choose")), *_grouped(by_key)]
        where.coerce = lambda key: (by_key[key].brand_id, by_key[key].queue_id)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "place" in values:
            values["brand_id"], values["queue_id"] = values.pop("place")
        return values


def _grouped(places: dict[str, GivingPlace]) -> list[Any]:
    """Choices for a select: all brands, then each brand with its queues below it."""
    found: list[Any] = []
    for key, place in places.items():
        if place.brand_id is None:
            found.append((key, _("All brands")))
        elif place.queue_id is None:
            found.append((place.name, [(key, _("%(brand)s: all queues") % {"brand": place.name})]))
        else:
            found[-1][1].append((key, place.name))
    return found


class InvitationForm(GrantForm):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES)
    field_order = ("email", "role_key", "place", "language")


class JoinForm(NameForm):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A sentence you remember is better than a short riddle."),
    )


class ProfileForm(NameForm):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    theme = forms.ChoiceField(label=_("Appearance"), choices=THEMES)


class PresenceForm(ActionForm):
    status = forms.ChoiceField(choices=Presence.Status.choices)
