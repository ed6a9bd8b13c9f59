"""Other people's servers misbehave: SMTP that refuses for now or for good, IMAP that hangs up or renumbers."""

import imaplib
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from tools.faults.house import ADDRESS, FETCHED, House, fetches_from, mailbox, sends_through, wait_for
from tools.faults.verdict import Verdict
from yorisoi.channels.email.tests.dovecot import PASSWORD, PROGRAM, Dovecot
from yorisoi.channels.email.tests.receiver import Receiver

USER = "faulty"
MAILS = 30


def outside(house: House) -> Iterator[Verdict]:
    """Sending first, then fetching."""
    receiver = Receiver()
    receiver.start()
    try:
        for address in (ADDRESS, FETCHED):
            sends_through(address, receiver.port)
        house.start()
        yield _refused_for_now(house, receiver)
        yield _refused_for_good(house, receiver)
        yield _nobody_there(house, receiver)
        if PROGRAM:
            yield from _fetching()
    finally:
        receiver.stop()


def _written(subject: str) -> UUID:
    from yorisoi.desk import public as desk
    from yorisoi.desk.models import Queue
    from yorisoi.workspace import public as workspace

    queue_id = Queue.objects.values_list("id", flat=True)[0]
    new = desk.NewCase(queue_id=queue_id, subject=subject, text="電話で", address="c@example.com", name="山田")
    case_id = desk.open_case(actor=workspace.SYSTEM, new=new)
    draft = desk.Draft(text="お返事です。", to=["c@example.com"])
    desk.reply(actor=workspace.SYSTEM, case_id=case_id, draft=draft, hold_seconds=0)
    return case_id


def _outbound(case_id: UUID) -> Any:
    from yorisoi.channels.models import Outbound
    from yorisoi.desk.models import Message

    outbound_id = Message.objects.get(case_id=case_id, kind="out").outbound_id
    assert outbound_id is not None
    return Outbound.objects.get(id=outbound_id)


def _refused_for_now(house: House, receiver: Receiver) -> Verdict:
    receiver.data = ["451 4.3.2 Greylisted"]
    case_id = _written("いまは受け取れない")
    wait_for(lambda: _outbound(case_id).attempts >= 1 and _outbound(case_id).state == "queued", "a first attempt")
    row = _outbound(case_id)
    shown = "Greylisted" in house.page(f"/settings/outbox/{row.pk}/")
    _let_time_pass(row)
    return Verdict(
        "an answer refused with 4xx waits, says why, and leaves later, once",
        _outbound(case_id).state == "sent" and len(receiver.taken) == 1 and shown,
        f"after the first attempt: {row.state}, next in {(row.next_at - row.created_at).total_seconds():.0f} s, "
        f"the outbox shows the server's words: {shown}; an hour later: {_outbound(case_id).state}",
    )


def _let_time_pass(row: Any) -> None:
    """What the worker does when the time of the next attempt has come."""
    from yorisoi.channels.actions import deliver
    from yorisoi.kernel import clock

    with clock.moved_to(clock.now() + timedelta(hours=1)):
        deliver(mailbox_id=row.mailbox_id)


def _refused_for_good(house: House, receiver: Receiver) -> Verdict:
    receiver.rcpt = {"c@example.com": "550 5.1.1 User unknown"}
    case_id = _written("届かない宛先")
    wait_for(lambda: _outbound(case_id).state == "failed", "the refusal")
    row = _outbound(case_id)
    outbox = house.page(f"/settings/outbox/{row.pk}/")
    wait_for(lambda: "User unknown" in _case_page(house, case_id), "the case to say so", 30)
    receiver.rcpt = {}
    return Verdict(
        "an answer refused with 5xx is a failure at once, on the outbox and on its case",
        row.attempts == 1 and "User unknown" in outbox,
        f"{row.state} after {row.attempts} attempt; outbox and case show “User unknown”",
    )


def _case_page(house: House, case_id: UUID) -> str:
    from yorisoi.desk.models import Case

    return house.page(f"/cases/{Case.objects.get(id=case_id).number}/")


def _nobody_there(house: House, receiver: Receiver) -> Verdict:
    port = receiver.port
    receiver.stop()
    case_id = _written("サーバーが落ちている")
    wait_for(lambda: _outbound(case_id).attempts >= 1 and _outbound(case_id).state == "queued", "an attempt")
    page = house.page("/settings/mailboxes/")
    told = mailbox(ADDRESS).last_error or mailbox(FETCHED).last_error
    receiver.start(port)
    _let_time_pass(_outbound(case_id))
    return Verdict(
        "while the sending server is away answers wait and the mailbox page says so in words",
        _outbound(case_id).state == "sent" and bool(told) and told.split("\n")[0][:20] in page,
        f"the mailbox says “{told[:80]}”; once the server is back: {_outbound(case_id).state}",
    )


class Cutting:
    """A proxy before a server that hangs up after so many bytes from it, so many times."""

    def __init__(self, port: int, after: int, times: int) -> None:
        self.target, self.after, self.times, self.cuts = port, after, times, 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _peer = self._door.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.target))
            threading.Thread(target=self._pump, args=(client, server, None), daemon=True).start()
            limit = self.after if self.cuts < self.times else None
            threading.Thread(target=self._pump, args=(server, client, limit), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, limit: int | None) -> None:
        passed = 0
        try:
            while piece := source.recv(4096):
                passed += len(piece)
                target.sendall(piece)
                if limit is not None and passed > limit:
                    self.cuts += 1
                    break
        except OSError:
            pass
        for each in (source, target):
            each.close()


def _fetching() -> Iterator[Verdict]:
    dovecot = Dovecot()
    dovecot.start()
    try:
        _fill(dovecot)
        yield _hung_up(dovecot)
        yield _renumbered(dovecot)
    finally:
        dovecot.stop()


def _fill(dovecot: Dovecot) -> None:
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as client:
        client.login(USER, PASSWORD)
        for number in range(MAILS):
            head = f"From: i{number}@example.com\r\nSubject: imap\r\nMessage-ID: <imap{number}@example.com>\r\n\r\n"
            raw = head + "本文。" * 400 + "\r\n"
            client.append("INBOX", "", "", raw.encode())


def _stored() -> int:
    from yorisoi.channels.models import Received

    return Received.objects.filter(mailbox=mailbox(FETCHED)).count()


def _hung_up(dovecot: Dovecot) -> Verdict:
    """Each of the first runs ends in the middle of a message; the following one goes on."""
    from django.db import connection

    from yorisoi.channels.email.imap import fetch_once

    cutting = Cutting(dovecot.port, 30_000, 3)
    fetches_from(FETCHED, cutting.port, USER, PASSWORD)
    steps, errors = [], 0
    for _ in range(12):
        try:
            fetch_once(mailbox(FETCHED).pk)
        except Exception as error:
            errors += 1
            said = repr(error)
        steps.append(_stored())
        if steps[-1] == MAILS and cutting.cuts >= cutting.times:
            break
    cutting.close()
    connection.close()
    return Verdict(
        "IMAP that hangs up in the middle of a message costs nothing but another run",
        _stored() == MAILS and errors >= 1,
        f"{cutting.cuts} times cut, stored after each run {steps}, last trouble {said[:60] if errors else 'none'}",
    )


def _renumbered(dovecot: Dovecot) -> Verdict:
    from yorisoi.channels.email.imap import fetch_once

    before = _stored()
    dovecot.renumber(USER)
    fetches_from(FETCHED, dovecot.port, USER, PASSWORD)
    done = fetch_once(mailbox(FETCHED).pk)
    return Verdict(
        "another UIDVALIDITY: everything is read again and nothing is doubled",
        done is not None and done.repeated == before and _stored() == before,
        f"{before} stored before, {done.repeated if done else 0} recognised, {_stored()} stored after",
    )
