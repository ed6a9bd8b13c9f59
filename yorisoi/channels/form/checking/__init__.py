"""What somebody filled in, checked field by field; what is wrong is said in plain words, with how to write it."""

from .entry import Entry
from .outcome import Problem, check
from .uploads import TOTAL_BYTES

__all__ = ["TOTAL_BYTES", "Entry", "Problem", "check"]
