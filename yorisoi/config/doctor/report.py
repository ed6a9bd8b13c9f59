"""All findings, printed; and the quick ones, for monitors."""

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from yorisoi.config.doctor import machine
from yorisoi.config.doctor.findings import Finding
from yorisoi.config.doctor.mail import mail
from yorisoi.config.doctor.stream import live_stream


def quick() -> list[Finding]:
    """Parts that can be asked every few seconds."""
    return [part.asked() for part in machine.QUICK]


def of_the_machine() -> Iterator[Finding]:
    """Every part that is asked without reaching out."""
    for part in (*machine.QUICK, *machine.THOROUGH):
        yield part.asked()


def outside(url: str = "") -> Iterator[Finding]:
    """Mail in and out, and the live stream: as long as the servers need, at most some minutes."""
    try:
        yield from mail()
    except DatabaseError as error:
        yield Finding("mail", _("Mail"), False, _("Could not be asked: %(reason)s") % {"reason": error})
    yield live_stream((url or settings.PUBLIC_URL).rstrip("/")).asked()


def report(url: str = "", language: str = "") -> int:
    """Print all findings as they come; 0 when every part is well, 1 otherwise."""
    ill = 0
    with translation.override(language or settings.LANGUAGE_CODE):
        for findings in (of_the_machine(), outside(url)):
            for finding in findings:
                ill += not finding.well
                print(f"{'✓' if finding.well else '✗'} {finding.title}: {finding.sentence}", flush=True)
        print(_("Parts that need attention: %(n)s") % {"n": ill} if ill else _("Everything is well."))
    return 1 if ill else 0
