"""A person's round sign: the first letter of the name on one of six grounds that stays theirs."""

from zlib import crc32

from yorisoi.kernel.text.hidden import unhidden


def initial(name: str) -> str:
    """The letter shown: 佐 of 佐藤 一郎, S of Sato Ichiro, ? of nobody."""
    return next((letter for letter in name.strip() if unhidden(letter) == letter), "?").upper()


def hue(key: str) -> int:
    """A number from 1 to 6, always the same for the same name or id."""
    return crc32(key.encode()) % 6 + 1
