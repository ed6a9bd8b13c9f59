"""Kinds given by hand: people read these mails one by one (the text, not our answer) and wrote down who speaks.

`labels.tsv`: kind, file, and for the hard ones why. Person also stands for whoever writes through a form, and for
somebody who forwards a bounce or a newsletter; bulk for lists, mailings, complaints and notices of programs. Plain
unsolicited advertising that neither a header nor a word tells from a person's mail was left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from yorisoi.channels.email.mime import parse

from ..japanese.judge import MAILS, kind_of

KINDS = ("person", "bulk", "auto_reply", "out_of_office", "bounce_permanent", "bounce_delayed")
BOUNCES = ("bounce_permanent", "bounce_delayed")
BARS = {
    "person recall": 97.0,
    "bulk recall": 85.0,
    "auto_reply recall": 90.0,
    "out_of_office recall": 90.0,
    "bounce recall": 97.0,
    "bounce specificity": 97.0,
}
"""Per cent, of the labelled mails."""


@dataclass(frozen=True)
class Label:
    """One judgement."""

    kind: str
    file: str
    reason: str


def labels() -> Iterator[Label]:
    """Every line of the table."""
    text = (Path(__file__).parent / "labels.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, file, *reason = line.split("\t")
        yield Label(kind, file, reason[0] if reason else "")


@dataclass
class Confusion:
    """How often a kind was read as which."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, name: str, wanted: str, got: str, reason: str = "") -> None:
        """One mail."""
        self.counts[wanted, got] += 1
        if wanted != got:
            self.wrong.append((name, wanted, got, reason))

    def percent(self, name: str) -> float:
        """A bar's figure: "<kind> recall", "<kind> precision", "bounce recall" or "bounce specificity"."""
        kind, _space, figure = name.rpartition(" ")
        if figure == "specificity":
            return self._share([each for each in KINDS if each not in BOUNCES])
        kinds = BOUNCES if kind == "bounce" else (kind,)
        if figure == "recall":
            return self._share(kinds)
        read = sum(count for (_wanted, got), count in self.counts.items() if got in kinds)
        right = sum(count for (wanted, got), count in self.counts.items() if got in kinds and wanted in kinds)
        return 100.0 * right / read if read else 100.0

    def _share(self, kinds: Iterable[str]) -> float:
        """Of the mails whose kind is one of these, how many were read as one of them, in per cent."""
        total = sum(count for (wanted, _got), count in self.counts.items() if wanted in kinds)
        right = sum(count for (wanted, got), count in self.counts.items() if wanted in kinds and got in kinds)
        return 100.0 * right / total if total else 100.0

    def table(self) -> list[str]:
        """Counts, recall and precision as lines of text."""
        head = f"{'kind':<18}" + "".join(f"{each[:14]:>16}" for each in KINDS) + f"{'recall':>9}{'precision':>11}"
        lines = [head]
        for wanted in KINDS:
            counts = "".join(f"{self.counts[wanted, got]:>16}" for got in KINDS)
            recall, precision = self.percent(f"{wanted} recall"), self.percent(f"{wanted} precision")
            lines.append(f"{wanted:<18}{counts}{recall:>9.1f}{precision:>11.1f}")
        lines.append(
            f"bounces of both kinds: recall {self.percent('bounce recall'):.1f},"
            f" specificity {self.percent('bounce specificity'):.1f}"
        )
        lines += [f"  {name}: {wanted} read as {got} {reason}".rstrip() for name, wanted, got, reason in self.wrong]
        return lines


def judge_japanese() -> Confusion:
    """Read every mail of our Japanese set."""
    confusion = Confusion()
    for mail in MAILS:
        confusion.add(mail.name, mail.kind, kind_of(parse(mail.raw)))
    return confusion


def judge_labels(folder: Path) -> Confusion:
    """Read every labelled mail."""
    confusion = Confusion()
    for label in labels():
        mail = parse((folder / label.file).read_bytes())
        confusion.add(label.file, label.kind, kind_of(mail), label.reason)
    return confusion
