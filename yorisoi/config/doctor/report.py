"""All findings, printed; and the quick ones, for a load balancer."""

from collections.abc import Callable, Iterator

from django.conf import settings

from yorisoi.config.doctor import machine, outside
from yorisoi.config.doctor.findings import Finding


def quick() -> list[Finding]:
    """Parts that can be asked every few seconds."""
    return [_asked(check) for check in (machine.database, machine.worker, machine.disk)]


def everything(url: str) -> Iterator[Finding]:
    """Every part; one that cannot be asked is a finding too."""
    yield from quick()
    yield _asked(machine.search_index)
    yield _asked(machine.clocks)
    yield from outside.mail_in()
    yield from outside.mail_out()
    yield _asked(lambda: outside.live_stream(url), "live stream")


def report(url: str = "") -> int:
    """Print all findings; 0 when every part is well."""
    ill = 0
    for finding in everything((url or settings.PUBLIC_URL).rstrip("/")):
        ill += not finding.well
        print(f"{'well' if finding.well else 'ILL '}  {finding.part:32} {finding.sentence}")
    print("everything is well" if not ill else f"{ill} parts need attention")
    return 1 if ill else 0


def _asked(check: Callable[[], Finding], part: str = "") -> Finding:
    """The finding, or the error that kept us from one."""
    try:
        return check()
    except Exception as error:
        return Finding(part or check.__name__, False, f"could not be asked: {type(error).__name__}: {error}")
