"""Ages from dates of birth, and the decades they are counted in (年代)."""

from datetime import date

from django.utils.translation import gettext as _

OLDEST_BAND = 90


def age_on(birth: date, day: date) -> int:
    """Full years on `day`; whoever was born on 29 February grows a year older on 1 March of a common year.

    年齢計算ニ関スル法律 and 民法143条: a year of life ends with the eve of the birthday, so the next begins on the
    birthday itself, or on the day after February's end where the birthday does not exist.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_band(age: int) -> int:
    """The decade an age lies in, as its first year: 0, 10 … 90; 90 holds everybody from ninety on."""
    return max(0, min(age // 10 * 10, OLDEST_BAND))


def band_words(band: int) -> str:
    """A decade in the reader's language: under 10, 60s, 90 or over."""
    if band == 0:
        return _("under 10")
    if band == OLDEST_BAND:
        return _("90 or over")
    return _("%(decade)ss") % {"decade": band}
