"""One row of the file as what is entered about a customer; everything that is wrong with it is said at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from yorisoi.customers.addresses import normalise
from yorisoi.customers.models import Account, Membership, Need
from yorisoi.kernel import clock
from yorisoi.kernel.text import DayError, day_of, fold, split_name, split_reading

_LANGUAGES = {"ja": "ja", "日本語": "ja", "japanese": "ja", "en": "en", "英語": "en", "english": "en"}
_ASIDE = re.compile(r"[(（].*?[)）]")
_LIMITS = {"family_name": 100, "given_name": 100, "family_reading": 100, "given_reading": 100, "account": 200}


@dataclass(slots=True)
class Parsed:
    """What a row says. `values` has only what was filled in; `wrong` says what is not right as (field, words)."""

    values: dict[str, Any] = field(default_factory=dict)
    identities: list[tuple[str, str]] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    account: str = ""
    account_kind: str = Account.Kind.HOUSEHOLD.value
    role: str = Membership.Role.MEMBER.value
    wrong: list[tuple[str, str]] = field(default_factory=list)


def parsed(cells: list[str], places: Mapping[str, int]) -> Parsed:
    """The row, read by the places of its columns."""
    told = {name: cells[place] for name, place in places.items() if place < len(cells) and cells[place]}
    row = Parsed()
    _names(row, told)
    for name, limit in _LIMITS.items():
        if len(told.get(name, "")) > limit:
            row.wrong.append((name, _("At most %(n)s characters.") % {"n": limit}))
    _person(row, told)
    _addresses(row, told)
    _belonging(row, told)
    return row


def _names(row: Parsed, told: dict[str, str]) -> None:
    if "full_name" in told and "family_name" not in told:
        name = split_name(told["full_name"])
        told |= {"family_name": name.family or told["full_name"], "given_name": name.given}
    if "full_reading" in told and "family_reading" not in told:
        reading = split_reading(told["full_reading"])
        told |= {"family_reading": reading.family, "given_reading": reading.given}
    for field_name in ("family_name", "given_name", "family_reading", "given_reading", "note"):
        if told.get(field_name):
            row.values[field_name] = told[field_name]
    if "family_name" not in row.values:
        row.wrong.append(("family_name", _("The name is missing.")))


def _person(row: Parsed, told: dict[str, str]) -> None:
    if "birth_date" in told:
        try:
            row.values["birth_date"] = _past(day_of(told["birth_date"]))
        except DayError as error:
            row.wrong.append(("birth_date", str(error)))
    if "language" in told:
        language = _LANGUAGES.get(told["language"].lower())
        if language is None:
            row.wrong.append(
                ("language", _("“%(word)s” is no language we know: 日本語 or English.") % _word(told, "language"))
            )
        else:
            row.values["language"] = language
    for word in told.get("needs", "").replace("、", "・").replace(";", "・").replace("/", "・").split("・"):
        if not word.strip():
            continue
        need = _choice(word, Need.Kind.choices)
        if need is None:
            row.wrong.append(("needs", _("“%(word)s” is no need we know.") % {"word": word.strip()}))
        else:
            row.needs.append(need)


def _past(day: date) -> date:
    if day > clock.today():
        raise DayError(_("This day has not come yet."))
    return day


def _addresses(row: Parsed, told: dict[str, str]) -> None:
    if "email" in told:
        try:
            validate_email(told["email"])
            row.identities.append(("email", told["email"]))
        except ValidationError:
            row.wrong.append(("email", _("“%(word)s” is no e-mail address.") % _word(told, "email")))
    if "phone" in told:
        if sum(sign.isdigit() for sign in told["phone"]) < 3:
            row.wrong.append(("phone", _("“%(word)s” is no phone number.") % _word(told, "phone")))
        else:
            row.identities.append(("phone", told["phone"]))
    if "customer_number" in told:
        if normalise("number", told["customer_number"]):
            row.identities.append(("number", told["customer_number"]))
        else:
            row.wrong.append(("customer_number", _("“%(word)s” is no number.") % _word(told, "customer_number")))


def _belonging(row: Parsed, told: dict[str, str]) -> None:
    row.account = told.get("account", "")
    for name, choices in (("account_kind", Account.Kind.choices), ("role", Membership.Role.choices)):
        if name not in told:
            continue
        choice = _choice(told[name], choices)
        if choice is None:
            known = "、".join(str(words) for _value, words in choices)
            row.wrong.append((name, _("“%(word)s” is not one of: %(known)s.") % {"word": told[name], "known": known}))
        else:
            setattr(row, name, choice)


def _choice(word: str, choices: list[tuple[str, Any]]) -> str | None:
    """The value whose name, in the code or in any of our languages, is this word."""
    wanted = fold(word)
    for language, _name in settings.LANGUAGES:
        with override(language):
            for value, words in choices:
                if wanted in {fold(value), fold(str(words)), fold(_ASIDE.sub("", str(words)))}:
                    return value
    return None


def _word(told: dict[str, str], name: str) -> dict[str, str]:
    return {"word": told[name]}
