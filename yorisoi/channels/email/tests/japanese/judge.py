"""Our own Japanese set: every mail, and what we read in it against what its writer expects."""

from __future__ import annotations

from collections.abc import Iterator

from yorisoi.channels.email.mime import Flag, ParsedMail, parse

from . import automatic, bounces, broken, charsets, headers, phones, programs, replies
from .write import Mail

BAR = 100.0
"""Per cent of each field: the set is ours, so nothing in it may be wrong."""

MAILS: list[Mail] = [
    mail
    for module in (programs, phones, charsets, headers, broken, automatic, bounces, replies)
    for mail in vars(module).values()
    if isinstance(mail, Mail)
]


def kind_of(mail: ParsedMail) -> str:
    """The kind we read; an automatic answer that tells of an absence is one of its own."""
    return "out_of_office" if Flag.OUT_OF_OFFICE in mail.flags else mail.kind.value


def differences(mail: Mail) -> Iterator[tuple[str, bool, str, str]]:
    """(field, right?, expected, got) of one mail."""
    got = parse(mail.raw)
    yield "no crash", Flag.UNREADABLE not in got.flags, "readable", "; ".join(map(str, got.notes))
    yield _same("subject", mail.subject, got.subject)
    yield _same("from", mail.sender, (got.from_.name, got.from_.email))
    yield _same("body", mail.text.strip(), got.text.strip())
    yield _same("attachment names", mail.files, tuple(each.name for each in got.attachments))
    yield _same("kind", mail.kind, kind_of(got))
    if mail.kind.startswith("bounce"):
        yield _same(
            "failed recipients", mail.failed, tuple(each.email for each in got.bounce.recipients) if got.bounce else ()
        )
    else:
        yield _same("stripped reply", (mail.new or mail.text).strip(), got.body_new.strip())


def _same(field: str, wanted: object, got: object) -> tuple[str, bool, str, str]:
    return field, wanted == got, repr(wanted), repr(got)
