"""Attributes of an element from a dictionary, as macros take them."""

from collections.abc import Mapping

from markupsafe import Markup, escape


def attributes(*given: Mapping[str, object] | None) -> Markup:
    """` name="value"` for each; True gives the bare name, False and None nothing; later dictionaries win.

    A `data-key` also becomes `aria-keyshortcuts`, so that screen readers announce what sighted people see.
    """
    merged: dict[str, object] = {}
    for each in given:
        merged.update(each or {})
    key = merged.get("data-key")
    if isinstance(key, str) and key and " " not in key:  # ARIA has no way to say a sequence
        merged.setdefault("aria-keyshortcuts", spoken_keys(key))
    parts = [
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in merged.items()
        if value is not None and value is not False
    ]
    return Markup("".join(parts))


def spoken_keys(key: str) -> str:
    """`mod+k` and `r` in the words of ARIA: Control+K Meta+K, R."""
    if key.startswith("mod+"):
        rest = key.removeprefix("mod+").title()
        return f"Control+{rest} Meta+{rest}"
    return key.upper() if len(key) == 1 else key
