"""The whole form checked: everything that is wrong at once, so that nobody is sent back twice."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..contracts import Answer, FieldKind, Filled
from ..models import Field
from .entry import Entry
from .uploads import MEGABYTE, refused
from .values import Wrong, nothing, value_of


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one field, in the customer's words."""

    field: Field
    words: str


def check(fields: list[Field], entry: Entry, language: str) -> tuple[Filled, list[Problem]]:
    """The answers that are right, and every problem, in the order of the fields. Files are those on disk already."""
    answers: list[Answer] = []
    problems: list[Problem] = []
    for field in fields:
        if field.kind == FieldKind.FILE:
            problems += [Problem(field, words) for words in _file_problems(field, entry)]
            continue
        try:
            answer = value_of(field, entry.typed.get(field.key, []), language)
        except Wrong as wrong:
            problems.append(Problem(field, str(wrong)))
            continue
        if answer is not None:
            answers.append(answer)
        elif field.required:
            problems.append(Problem(field, nothing(field)))
    files = tuple((field.key, file) for field in fields for file in entry.kept.get(field.key, ()))
    if not answers and not files and not entry.has_files() and not problems and fields:
        problems.append(Problem(fields[0], _("The form is empty. Please fill it in.")))
    return Filled(tuple(answers), files), problems


def _file_problems(field: Field, entry: Entry) -> list[str]:
    fresh, kept = entry.fresh.get(field.key, []), entry.kept.get(field.key, [])
    gone = entry.lost.get(field.key, [])
    if gone:
        return [_("“%(name)s” is no longer here. Choose the file again.") % {"name": name} for name in gone]
    if not fresh and not kept:
        return [nothing(field)] if field.required else []
    words = [reason for each in fresh if (reason := refused(field, each))]
    if len(fresh) + len(kept) > field.most_files:
        words.append(_("Choose at most %(n)s files.") % {"n": field.most_files})
    if sum(each.size or 0 for each in fresh) + sum(each.size for each in kept) > field.form.most_megabytes * MEGABYTE:
        words.append(
            _("All files together are too large. Choose files of at most %(n)s MB together.")
            % {"n": field.form.most_megabytes}
        )
    return words
