"""Numbers as people read them: 1,234, ¥1,234, 12.3 MB, 41.2%."""

from django.utils import translation

_UNITS = ("B", "KB", "MB", "GB", "TB")


def number(value: float | None, digits: int = 0) -> str:
    """1,234 or with decimals 1,234.5; an en dash where there is no value."""
    return "–" if value is None else f"{value:,.{digits}f}"


def yen(value: int | None) -> str:
    """Whole yen: ¥1,234, −¥500; an en dash where there is no value."""
    if value is None:
        return "–"
    return f"−¥{-value:,}" if value < 0 else f"¥{value:,}"


def percent(share: float | None, digits: int = 1) -> str:
    """A share between 0 and 1 as 41.2%; an en dash where there is no value."""
    if share is None:
        return "–"
    return f"{share * 100:.{digits}f}%"


def filesize(size: int | None) -> str:
    """Bytes in the largest fitting unit of 1,000: 512 B, 12.3 KB, 4.1 MB."""
    if size is None:
        return "–"
    value, unit = float(size), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.0f} {_UNITS[unit]}" if unit == 0 or value >= 99.95 else f"{value:.1f} {_UNITS[unit]}"


def listing(items: list[str]) -> str:
    """Words in a row: 佐藤、鈴木 / Sato, Suzuki."""
    return ("、" if (translation.get_language() or "").startswith("ja") else ", ").join(items)
