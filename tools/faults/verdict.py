"""What became of one fault."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """`held`: the promise was kept. `seen`: what was counted, in words."""

    promise: str
    held: bool
    seen: str
