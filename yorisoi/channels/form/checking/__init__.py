"""What somebody filled in, checked field by field; what is wrong is said in plain words, with how to write it."""

from .entry import Entry
from .outcome import Problem, check

__all__ = ["Entry", "Problem", "check"]
