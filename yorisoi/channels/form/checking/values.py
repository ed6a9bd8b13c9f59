"""One answer of each kind: what it means, or what is wrong with it. Full width and half width are the same to us."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yorisoi.channels.actions.send import checked_address
from yorisoi.channels.contracts import NoRecipient
from yorisoi.kernel.text import DayError, WarekiError, day_of, phone, wareki

from ..contracts import Answer, FieldKind
from ..models import Field

_DASHES = re.compile("[‐-―−ー－]")
_PHONE = re.compile(r"[0-9+()./# -]+(?:(?:内線|内|ext\.?|x)[:. ]*\d{1,7}\)?)?", re.IGNORECASE)
_DIGITS = (10, 15)  # Japan's numbers have 10 or 11, E.164 allows 15


class Wrong(Exception):
    """An answer that cannot be used; the text tells the customer what is wrong and how to write it."""


def value_of(field: Field, texts: list[str], language: str) -> Answer | None:
    """The answer, or None when the field was left empty. Raises Wrong."""
    filled = [each for each in (text.strip() for text in texts) if each]
    if not filled:
        return None
    return _CHECKS[FieldKind(field.kind)](field, filled, language)


def nothing(field: Field) -> str:
    """What to say when a field that is needed was left empty."""
    words = {
        FieldKind.CHOICE: _("Choose one."),
        FieldKind.SEVERAL: _("Choose one or more."),
        FieldKind.CONSENT: _("Read this and tick the box if you agree. We cannot take your message without it."),
        FieldKind.FILE: _("Choose a file."),
    }
    return words.get(FieldKind(field.kind), _("This is empty. Please fill it in."))


def _answer(field: Field, value: object, shown: str, e164: str = "") -> Answer:
    return Answer(field.key, field.kind, field.meaning, field.label("ja"), value, shown, e164)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", _DASHES.sub("-", text)).strip()


def _fits(field: Field, text: str) -> str:
    if len(text) > field.most:
        raise Wrong(
            _("This is too long: %(n)s characters. Write at most %(most)s characters.")
            % {"n": f"{len(text):,}", "most": f"{field.most:,}"}
        )
    return text


def _line(field: Field, texts: list[str], _language: str) -> Answer:
    text = _fits(field, " ".join("".join(sign if sign.isprintable() else " " for sign in texts[0]).split()))
    return _answer(field, text, text)


def _text(field: Field, texts: list[str], _language: str) -> Answer:
    text = _fits(field, texts[0])
    return _answer(field, text, text)


def _email(field: Field, texts: list[str], _language: str) -> Answer:
    text = unicodedata.normalize("NFKC", texts[0]).replace("。", ".").strip()
    if "@" not in text:
        raise Wrong(_("An e-mail address has an @ in the middle. Example: hanako@example.com"))
    if text.count("@") > 1:
        raise Wrong(_("Write only one e-mail address. Example: hanako@example.com"))
    if re.search(r"\s", text):
        raise Wrong(_("There is a space in the e-mail address. Write it without spaces. Example: hanako@example.com"))
    local, _at, domain = text.partition("@")
    if not local or "." not in domain.strip("."):
        raise Wrong(_("This e-mail address is not complete. Example: hanako@example.com"))
    try:
        address = checked_address(text)
    except NoRecipient:
        raise Wrong(
            _("There is a sign in the e-mail address that cannot be used. Example: hanako@example.com")
        ) from None
    return _answer(field, address, address)


def _phone(field: Field, texts: list[str], _language: str) -> Answer:
    raw, plain = texts[0], _folded(texts[0])
    found = phone(raw)
    digits = sum(sign.isdigit() for sign in plain)
    if not found.is_callable:
        if not _PHONE.fullmatch(plain):
            raise Wrong(_("Write the phone number with figures only. Example: 03-1234-5678"))
        if not _DIGITS[0] <= digits <= _DIGITS[1]:
            raise Wrong(
                _("The phone number has %(n)s figures. Write it from the area code on. Example: 03-1234-5678")
                % {"n": digits}
            )
    shown = f"{raw} ({found.e164})" if found.e164 and found.e164 != plain else raw
    return _answer(field, raw[:100], shown[:140], found.e164)


def _number(field: Field, texts: list[str], _language: str) -> Answer:
    plain = re.sub(r"[,\s、]", "", _folded(texts[0]))
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or len(plain) > 30:
        raise Wrong(_("Write a number with figures only. Example: 12"))
    return _answer(field, plain, plain)


def _date(field: Field, texts: list[str], _language: str) -> Answer:
    day = _day(texts[0])
    return _answer(field, day.isoformat(), _day_words(day))


def _day(text: str) -> date:
    try:
        return day_of(text)
    except DayError as error:
        words = _("We cannot read this date. Write it like 2026-11-22.") if error.unreadable else str(error)
        raise Wrong(words) from None


def _day_words(day: date) -> str:
    """As staff and customers read it, in Japan with the era beside."""
    if (get_language() or "").startswith("ja"):
        try:
            return f"{day.year}年{day.month}月{day.day}日 ({wareki(day)})"
        except WarekiError:
            return f"{day.year}年{day.month}月{day.day}日"
    return day.isoformat()


def _choice(field: Field, texts: list[str], language: str) -> Answer:
    known = dict(field.options(language))
    if texts[0] not in known:
        raise Wrong(_("Choose one of those shown."))
    return _answer(field, texts[0], texts[0])


def _several(field: Field, texts: list[str], language: str) -> Answer:
    known = [value for value, _words in field.options(language)]
    if not set(texts) <= set(known):
        raise Wrong(_("Choose from those shown."))
    chosen = [value for value in known if value in texts]
    return _answer(field, chosen, "、".join(chosen))


def _consent(field: Field, _texts: list[str], _language: str) -> Answer:
    return _answer(field, True, "✓")


_CHECKS: dict[FieldKind, Callable[[Field, list[str], str], Answer]] = {
    FieldKind.LINE: _line,
    FieldKind.TEXT: _text,
    FieldKind.EMAIL: _email,
    FieldKind.PHONE: _phone,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.SEVERAL: _several,
    FieldKind.CONSENT: _consent,
}
