"""When the mails of an import go onto cases: all stored first, the oldest first, and also after any end."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from yorisoi.channels.email import actions, tasks
from yorisoi.channels.email.models import MailImport
from yorisoi.channels.events import MessageReceived
from yorisoi.channels.models import Mailbox, Received
from yorisoi.channels.testing import mail
from yorisoi.kernel import clock, events, jobs
from yorisoi.workspace.contracts import SYSTEM

pytestmark = pytest.mark.django_db

NEWEST_FIRST = ["5@x", "4@x", "3@x", "2@x", "1@x"]


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorisoi.channels.email.actions.imports.BATCH", 1)
    monkeypatch.setattr("yorisoi.channels.email.actions.telling.PIECE", 1)


@pytest.fixture
def heard() -> Iterator[list[UUID]]:
    """Of which mails others were told."""
    told: list[UUID] = []

    def hear(event: MessageReceived) -> None:
        told.append(event.received_id)

    events.subscribe(MessageReceived)(hear)
    yield told
    events._subscribers[MessageReceived].remove(hear)


def start(mailbox: Mailbox, tmp_path: Path, **how: bool) -> UUID:
    path = tmp_path / "takeout.mbox"
    mails = [mail(message_id=each).replace(b"22 Nov 2026", f"0{each[0]} Nov 2020".encode()) for each in NEWEST_FIRST]
    path.write_bytes(b"".join(b"From a@x Sun Nov 22 10:00:00 2020\n" + each + b"\n" for each in mails))
    sources = [{"path": str(path), "name": path.name}]
    how = {"dry_run": False, "closed": False, "job": False, **how}
    return actions.start_import(actor=SYSTEM, mailbox=mailbox, sources=sources, **how)


def some(import_id: UUID, pieces: int) -> None:
    """Go on for so many pieces, then die."""
    for _row, _n in zip(actions.go_on(import_id, seconds=600), range(pieces), strict=False):
        pass


def whole(import_id: UUID) -> None:
    for _row in actions.go_on(import_id, seconds=600):
        pass


def names(told: list[UUID]) -> list[str]:
    known = dict(Received.objects.values_list("pk", "message_id"))
    return [known[each] for each in told]


def test_nobody_is_told_before_all_is_stored_and_the_oldest_comes_first(
    mailbox: Mailbox, tmp_path: Path, heard: list[UUID]
) -> None:
    for row in actions.go_on(start(mailbox, tmp_path), seconds=600):
        assert row.new == 5 or not heard
    assert names(heard) == NEWEST_FIRST[::-1]
    assert (row.state, row.told) == ("done", 5)
    whole(start(mailbox, tmp_path))
    whole(start(mailbox, tmp_path, dry_run=True))
    assert len(heard) == 5


def test_a_process_that_died_while_telling_is_gone_on_with(mailbox: Mailbox, tmp_path: Path, heard: list[UUID]) -> None:
    import_id = start(mailbox, tmp_path)
    some(import_id, 8)
    assert 1 <= len(heard) < 5
    whole(import_id)
    assert names(heard) == NEWEST_FIRST[::-1]
    assert MailImport.objects.get().state == "done"


def test_a_stopped_import_puts_what_it_has_onto_cases(mailbox: Mailbox, tmp_path: Path, heard: list[UUID]) -> None:
    import_id = start(mailbox, tmp_path)
    some(import_id, 2)
    kept = sorted(names(list(Received.objects.values_list("pk", flat=True))))
    assert not heard
    actions.stop_import(actor=SYSTEM, import_id=import_id)
    jobs.run_pending()
    assert names(heard) == kept
    tasks.sweep_imports()
    jobs.run_pending()
    assert names(heard) == kept


def test_the_sweep_waits_for_a_running_import_and_helps_one_that_stalled(
    mailbox: Mailbox, tmp_path: Path, heard: list[UUID]
) -> None:
    import_id = start(mailbox, tmp_path)
    some(import_id, 2)
    kept = sorted(names(list(Received.objects.values_list("pk", flat=True))))
    tasks.sweep_imports()
    jobs.run_pending()
    assert not heard
    with clock.moved_to(clock.now() + timedelta(hours=1, minutes=1)):
        tasks.sweep_imports()
        jobs.run_pending()
        assert names(heard) == kept
        whole(import_id)  # as with --resume: the rest comes; who knew is told again, which changes nothing
    assert set(names(heard)) == set(NEWEST_FIRST)
    row = MailImport.objects.get()
    assert (row.state, row.new, row.told) == ("done", 5, 5)


def test_an_import_that_went_on_meanwhile_is_left_alone(mailbox: Mailbox, tmp_path: Path, heard: list[UUID]) -> None:
    import_id = start(mailbox, tmp_path)
    some(import_id, 2)
    with clock.moved_to(clock.now() + timedelta(hours=1, minutes=1)):
        tasks.sweep_imports()
        some(import_id, 1)
        jobs.run_pending()
    assert not heard


def test_two_processes_do_not_both_tell(mailbox: Mailbox, tmp_path: Path, heard: list[UUID]) -> None:
    import_id = start(mailbox, tmp_path)
    one = actions.go_on(import_id, seconds=600)
    while not heard:
        next(one)
    whole(import_id)
    with pytest.raises(actions.ImportStopped):
        next(one)
    assert len(heard) == 6  # the loser's piece is undone with its transaction
    assert MailImport.objects.get().told == 5
