"""Fetching mail, by the clock and when asked."""

import logging
from datetime import timedelta
from uuid import UUID

from imapclient.exceptions import IMAPClientError

from yorisoi.channels.models import Mailbox
from yorisoi.kernel import clock, jobs

from . import actions
from .account import NotSetUp
from .imap import fetch_once
from .oauth import NoToken
from .providers import sns
from .watch import ask_to_fetch

log = logging.getLogger(__name__)

MOST_MINUTES = 30
IMPORT_SECONDS = 20.0


@jobs.schedule("channels.email.poll", every=timedelta(minutes=1))
def poll() -> None:
    """Have each mailbox fetched; one that keeps failing is asked less often (a wrong password locks accounts)."""
    now = clock.now()
    for mailbox in Mailbox.objects.filter(kind="email", active=True):
        if mailbox.config.get("incoming") != "imap":
            continue
        failures = mailbox.state.get("failures", 0)
        pause = timedelta(minutes=min(2 ** min(failures, 10) // 2, MOST_MINUTES))
        if mailbox.last_error_at is None or not failures or mailbox.last_error_at + pause <= now:
            ask_to_fetch(mailbox.pk)


@jobs.job("channels.email.fetch", retries=0)
def fetch(mailbox_id: str) -> None:
    """Fetch what is new in one mailbox. What the server says no to stands on the mailbox; the next poll tries again."""
    try:
        done = fetch_once(UUID(mailbox_id))
    except (IMAPClientError, OSError, NotSetUp, NoToken) as error:
        log.info("mailbox %s was not fetched: %s", mailbox_id, error)
        return
    if done is None:
        _follow(UUID(mailbox_id))
    elif done.more:
        ask_to_fetch(UUID(mailbox_id))


def _follow(mailbox_id: UUID) -> None:
    """Another process is at it; should it have died, its lease ends soon."""
    leased_until = Mailbox.objects.filter(pk=mailbox_id, active=True).values_list("leased_until", flat=True).first()
    if leased_until is not None:
        ask_to_fetch(mailbox_id, leased_until + timedelta(seconds=1))


@jobs.job("channels.email.import", retries=8)
def import_mails(import_id: str) -> None:
    """Go on with an import for a while; what is left is another job, so that no job is long."""
    try:
        for row in actions.go_on(UUID(import_id), seconds=IMPORT_SECONDS):
            running = row.state == row.State.RUNNING
    except actions.ImportStopped as error:
        log.info("import %s goes on no more: %s", import_id, error)
        return
    if running:
        jobs.enqueue("channels.email.import", import_id=import_id)


@jobs.job("channels.email.tell_import", retries=8)
def tell_import(import_id: str) -> None:
    """Put what is stored of an import that ended in the middle onto cases."""
    try:
        actions.tell_rest(UUID(import_id))
    except actions.ImportStopped as error:
        log.info("import %s is told of elsewhere: %s", import_id, error)


@jobs.schedule("channels.email.sweep_imports", every=timedelta(minutes=10))
def sweep_imports() -> None:
    """Look for imports that ended in the middle."""
    actions.sweep_imports()


@jobs.job("channels.email.confirm_sns", retries=5)
def confirm_sns(url: str) -> None:
    """Tell Amazon SNS that we want its notifications."""
    sns.confirm(url)
