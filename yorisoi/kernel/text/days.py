"""A day as people write it: 1950-04-01, 1950/4/1, 1950年4月1日, 19500401, 昭和25年4月1日, S25.4.1; either width."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from yorisoi.kernel.text.eras import WarekiError, from_wareki

_WESTERN = re.compile(r"(\d{4}) ?(?:年|[-./]) ?(\d{1,2}) ?(?:月|[-./]) ?(\d{1,2})日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERA = re.compile(r"[^\d\s]")
_ERA_SIGN = re.compile(r"[明大昭平令MTSHRmtshr]")


class DayError(ValueError):
    """A text that names no day, in words for who wrote it. `unreadable`: it has not even the form of one."""

    def __init__(self, message: str, *, unreadable: bool = False) -> None:
        super().__init__(message)
        self.unreadable = unreadable


def day_of(text: str) -> date:
    """The day that `text` names, by the western or the Japanese calendar. Raises DayError."""
    plain = re.sub(r"[‐-―−ー]", "-", unicodedata.normalize("NFKC", text)).strip()
    match = _WESTERN.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if match is None:
        if not _ERA.match(plain):
            words = _("“%(text)s” is not a date such as 1950-04-01 or 昭和25年4月1日.") % {"text": text.strip()}
            raise DayError(words, unreadable=True)
        try:
            return from_wareki(text)
        except WarekiError as error:
            raise DayError(str(error), unreadable=not _ERA_SIGN.match(plain)) from None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise DayError(_("There is no such day: %(text)s.") % {"text": text.strip()}) from None
