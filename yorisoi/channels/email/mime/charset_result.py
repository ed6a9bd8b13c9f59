"""The outcome of decoding bytes, and the one error the decoders raise among themselves."""

from __future__ import annotations

from dataclasses import dataclass


class CharsetError(ValueError):
    """These bytes are not text of the charset tried."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the charset that was used; `guessed` when it is not the declared one, `damaged` when U+FFFD came in."""

    text: str
    charset: str
    guessed: bool = False
    damaged: bool = False
