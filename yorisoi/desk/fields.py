"""Custom fields of a case: their kinds, and reading what people type into them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.utils.translation import gettext as _

from yorisoi.kernel.text import DayError, day_of, fold

LONGEST = 500
_LARGEST = Decimal(10) ** 14
_YES = frozenset({"1", "yes", "true", "はい", "有", "あり"})
_NO = frozenset({"0", "no", "false", "いいえ", "無", "なし"})


class FieldKind(StrEnum):
    """What may stand in a field."""

    TEXT = "text"
    NUMBER = "number"
    YEN = "yen"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    DEVICE = "device"


# What customers use, offered while one types; anything else may be written as well.
DEVICES = (
    "iPad / iPadOS", "iPhone / iOS", "Android", "Android tablet", "Windows 11", "Windows 10", "macOS", "Chromebook",
    "Nintendo Switch", "PlayStation", "Smart TV",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it is stored: in the column of its type; `text` is always what people read."""

    text: str
    number: Decimal | None = None
    day: date | None = None
    flag: bool | None = None


def read_values(kind: FieldKind, options: Sequence[str], typed: Sequence[str]) -> list[Value]:
    """What was typed into a field, typed; [] for nothing. Raises ValueError with a sentence for people."""
    texts = [each for text in typed if (each := text.strip().strip("\u3000"))]
    if kind is FieldKind.CHOICES:
        return [Value(_one_of(options, text)) for text in dict.fromkeys(texts)]
    if not texts:
        return []
    return [_READERS[kind](texts[0], options)]


def _text(text: str, _options: Sequence[str]) -> Value:
    if len(text) > LONGEST:
        raise ValueError(_("This is longer than %(n)d characters.") % {"n": LONGEST})
    return Value(text)


def _number(text: str, _options: Sequence[str]) -> Value:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace("、", "").replace("−", "-").strip()
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(_("“%(text)s” is not a number.") % {"text": text}) from None
    if not number.is_finite() or abs(number) >= _LARGEST or -int(number.as_tuple().exponent) > 4:
        raise ValueError(_("“%(text)s” is too large, or has more than four decimal places.") % {"text": text})
    return Value(f"{number:,f}", number=number)


def _yen(text: str, options: Sequence[str]) -> Value:
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removeprefix("\\").removesuffix("円")
    read = _number(plain, options)
    if read.number is None or read.number != read.number.to_integral_value():
        raise ValueError(_("Yen have no decimal places: %(text)s") % {"text": text})
    return Value(f"¥{int(read.number):,}", number=read.number)


def _day(text: str, _options: Sequence[str]) -> Value:
    try:
        found = day_of(text)
    except DayError as error:
        raise ValueError(str(error)) from None
    return Value(found.isoformat(), day=found)


def _flag(text: str, _options: Sequence[str]) -> Value:
    folded = fold(text)
    if folded in {fold(each) for each in _YES}:
        return Value("1", flag=True)
    if folded in {fold(each) for each in _NO}:
        return Value("0", flag=False)
    raise ValueError(_("Answer with yes or no, not with “%(text)s”.") % {"text": text})


def _choice(text: str, options: Sequence[str]) -> Value:
    return Value(_one_of(options, text))


def _one_of(options: Sequence[str], text: str) -> str:
    for option in options:
        if fold(option) == fold(text):
            return option
    raise ValueError(_("“%(text)s” is none of the choices.") % {"text": text})


_READERS = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.YEN: _yen,
    FieldKind.DAY: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.FLAG: _flag,
    FieldKind.DEVICE: _text,
}
