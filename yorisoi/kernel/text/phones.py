"""Phone numbers: what was written stays, the international form stands beside it.

Metadata by Google's libphonenumber (package `phonenumbers`): it knows 060 mobiles, 0120 and 0800 toll-free, 0570, 050
and islands' five-figure area codes. Short numbers (110, 188, #8000) have no international form and are kept raw.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_EXTENSION = re.compile(
    r"\s*[\[(（]?\s*(?:内線|内|ext(?:ension)?\.?|x)\s*[:：.]?\s*(\d{1,7})\s*[\])）]?\s*$", re.IGNORECASE
)
_SHORT = re.compile(r"#\d{4}|1\d{2}|00\d{3,4}")


class PhoneKind(StrEnum):
    """What sort of line it is; the last four have no number to call back."""

    FIXED = "fixed"
    MOBILE = "mobile"
    TOLL_FREE = "toll_free"
    IP = "ip"
    SHARED = "shared"
    """0570 and the like: the caller pays, no place behind it."""
    OTHER = "other"
    SHORT = "short"
    """110, 188, #8000: dialled as it is, within Japan only."""
    WITHHELD = "withheld"
    """非通知."""
    PAYPHONE = "payphone"
    """公衆電話."""
    UNAVAILABLE = "unavailable"
    """表示圏外."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone number as written (`raw`) and understood: `e164` (+81312345678) is "" where there is none.

    `national` is how it is shown in its region (03-1234-5678, or +1 650-253-0000 for a foreign one), `raw` at need.
    """

    raw: str
    e164: str = ""
    national: str = ""
    kind: PhoneKind = PhoneKind.UNKNOWN
    extension: str = ""

    @property
    def is_callable(self) -> bool:
        """True if there is something to dial."""
        return bool(self.e164) or self.kind is PhoneKind.SHORT


_WITHOUT_NUMBER = {
    "非通知": PhoneKind.WITHHELD,
    "非通知設定": PhoneKind.WITHHELD,
    "anonymous": PhoneKind.WITHHELD,
    "withheld": PhoneKind.WITHHELD,
    "private": PhoneKind.WITHHELD,
    "公衆電話": PhoneKind.PAYPHONE,
    "payphone": PhoneKind.PAYPHONE,
    "coin line": PhoneKind.PAYPHONE,
    "表示圏外": PhoneKind.UNAVAILABLE,
    "圏外": PhoneKind.UNAVAILABLE,
    "unavailable": PhoneKind.UNAVAILABLE,
    "out of area": PhoneKind.UNAVAILABLE,
}


def phone(raw: str, region: str = "JP") -> Phone:
    """What the number `raw` is, in any width and with any signs between, dialled in `region` if it has no +.

    Never fails: what is not a number is kept with kind UNKNOWN.
    """
    plain = re.sub("[‐-―−ー－]", "-", unicodedata.normalize("NFKC", raw)).strip()
    kind = _WITHOUT_NUMBER.get(plain.lower())
    if kind is not None:
        return Phone(raw, national=plain, kind=kind)
    if _SHORT.fullmatch(plain) and region == "JP":
        return Phone(raw, national=plain, kind=PhoneKind.SHORT)
    extension = _EXTENSION.search(plain)
    number = plain[: extension.start()] if extension else plain
    return _understood(raw, number, extension[1] if extension else "", region)


def _understood(raw: str, number: str, extension: str, region: str) -> Phone:
    import phonenumbers  # takes 0.1 s to load: only where a number is read

    unknown = Phone(raw, national=raw.strip())
    if re.search("[^0-9+()./ -]", number.removeprefix("tel:")):
        return unknown
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return unknown
    if not phonenumbers.is_valid_number(parsed):
        return unknown
    home = phonenumbers.region_code_for_number(parsed) == region
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return Phone(
        raw,
        phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164),
        phonenumbers.format_number(parsed, form),
        _kind(phonenumbers.number_type(parsed)),
        extension,
    )


def _kind(number_type: int) -> PhoneKind:
    from phonenumbers import PhoneNumberType

    return {
        PhoneNumberType.FIXED_LINE: PhoneKind.FIXED,
        PhoneNumberType.MOBILE: PhoneKind.MOBILE,
        PhoneNumberType.TOLL_FREE: PhoneKind.TOLL_FREE,
        PhoneNumberType.VOIP: PhoneKind.IP,
        PhoneNumberType.UAN: PhoneKind.SHARED,
        PhoneNumberType.SHARED_COST: PhoneKind.SHARED,
        PhoneNumberType.PREMIUM_RATE: PhoneKind.SHARED,
    }.get(number_type, PhoneKind.OTHER)
