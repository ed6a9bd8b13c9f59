"""What a check found, and the parts that can be asked."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yorisoi.kernel.slots import Words

type State = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One part's state: `well` and a sentence; when it is not well the sentence says what to do.

    `part` is the word for machines, `title` the one for people.
    """

    part: str
    title: str
    well: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be asked how it is; `look` answers whether it is well, and a sentence."""

    name: str
    title: Words
    look: Callable[[], State]

    def asked(self) -> Finding:
        """The finding, or the error that kept us from one: it is a finding too."""
        try:
            well, sentence = self.look()
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            well, sentence = False, _("Could not be asked: %(reason)s") % {"reason": reason or type(error).__name__}
        return Finding(self.name, str(self.title), well, sentence)
