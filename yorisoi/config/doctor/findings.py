"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One part's state: `well` and a sentence; when it is not well the sentence says what to do."""

    part: str
    well: bool
    sentence: str
