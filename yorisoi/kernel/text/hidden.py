"""Characters that nobody sees and that change what others look like: shown as what they are.

A right-to-left override turns `photo_[U+202E]gpj.exe` into `photo_exe.jpg`; characters of no width make two different
names look the same. What is kept stays as it came: this is only for showing (Unicode TR 36, TR 55).
"""

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and line ends
    "\u202a-\u202e\u2066-\u2069"  # turn the direction of what follows
    "\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"  # no width
    "\U000e0001-\U000e007f]"  # tags
)
_FLAG = "\U0001f3f4"  # a flag's tags say of which land; with it they are seen


def unhidden(text: str) -> str:
    """The text with each hidden character as its number: [U+202E]. Joiners, marks of direction and selectors stay."""
    if text.isascii() or _HIDDEN.search(text) is None:
        return text
    return _HIDDEN.sub(_number if _FLAG not in text else _number_but_tags, text)


def _number(found: re.Match[str]) -> str:
    return f"[U+{ord(found.group()):04X}]"


def _number_but_tags(found: re.Match[str]) -> str:
    return found.group() if found.group() >= "\U000e0000" else _number(found)
