"""kill -9 of server and worker at random moments while mail streams in over LMTP and IMAP and answers go out."""

import imaplib
import random
import re
import smtplib
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from tools.bench.corpus import MAILS, real_mails
from tools.faults.house import ADDRESS, FETCHED, House, fetches_from, pause, sends_through, wait_for, work_left
from tools.faults.verdict import Verdict
from yorisoi.channels.email.tests.dovecot import PASSWORD, PROGRAM, Dovecot
from yorisoi.channels.email.tests.receiver import Receiver

SENDERS = 4
ANSWER_EVERY = 4
_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass
class Storm:
    """What was promised to whom while it blew."""

    lmtp: list[bytes]
    imap: list[bytes]
    accepted: int = 0
    appended: int = 0
    answers: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    errors: list[str] = field(default_factory=list)


def mails(wanted: int) -> Iterator[bytes]:
    """Real mails, each made one of its own; where the shared mails are not here, plain ones."""
    if MAILS.exists():
        yield from real_mails(wanted)
        return
    for number in range(wanted):
        yield (
            f"From: c{number}@example.com\r\nTo: {ADDRESS}\r\nSubject: storm {number}\r\n"
            f"Message-ID: <storm{number}@example.com>\r\n\r\nText {number}\r\n"
        ).encode()


def storm(house: House, wanted: int, kills: int, seed: int) -> Iterator[Verdict]:
    """Blow, let it calm down, count."""
    chance = random.Random(seed)
    every = list(mails(wanted))
    part = wanted // 4 if PROGRAM else 0
    state = Storm(every[part:], every[:part])
    receiver, dovecot = Receiver(), Dovecot()
    receiver.start()
    try:
        sends_through(ADDRESS, receiver.port)
        sends_through(FETCHED, receiver.port)
        if part:
            dovecot.start()
            fetches_from(FETCHED, dovecot.port, "storm", PASSWORD)
        house.start()
        threads = [threading.Thread(target=_send, args=(house, state, place)) for place in range(SENDERS)]
        threads += [threading.Thread(target=_append, args=(dovecot, state))] if part else []
        threads += [threading.Thread(target=_answer, args=(state, wanted // ANSWER_EVERY))]
        for thread in threads:
            thread.start()
        for _ in range(kills):
            pause(chance.uniform(0.3, 3.0))
            house.kill(chance.choice(("server", "worker")))
        for thread in threads[:-1]:
            thread.join()
        _calm(house, state, threads[-1])
        yield from _counted(state, receiver, kills)
    finally:
        state.over.set()
        house.stop()
        receiver.stop()
        dovecot.stop()


def _send(house: House, state: Storm, place: int) -> None:
    """A mail server: keeps each mail until it is told 250, across every broken connection."""
    door: smtplib.LMTP | None = None
    for raw in state.lmtp[place::SENDERS]:
        while True:
            try:
                if door is None:
                    door = smtplib.LMTP("127.0.0.1", house.lmtp, timeout=30)
                door.sendmail("sender@example.com", [ADDRESS], raw)
                with state.lock:
                    state.accepted += 1
                break
            except (smtplib.SMTPException, OSError):
                door = None
                pause(0.2)


def _append(dovecot: Dovecot, state: Storm) -> None:
    """Somebody's mail server puts mail into the folder that is fetched."""
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as client:
        client.login("storm", PASSWORD)
        for raw in state.imap:
            client.append("INBOX", "", "", raw)
            state.appended += 1
            pause(0.02)


def _answer(state: Storm, wanted: int) -> None:
    """Somebody who answers open cases, one after the other."""
    from django.db import DatabaseError, connection

    from yorisoi.desk import public as desk
    from yorisoi.desk.models import Message
    from yorisoi.workspace import public as workspace

    answered: set[object] = set()
    while len(state.answers) < wanted and not state.over.is_set():
        rows = Message.objects.filter(kind="in", automatic="person").exclude(author_address="").order_by("-id")[:50]
        for case_id, address in list(rows.values_list("case_id", "author_address")):
            if case_id in answered or len(state.answers) >= wanted:
                continue
            answered.add(case_id)
            draft = desk.Draft(text="お返事です。", to=[address])
            try:
                message_id = desk.reply(actor=workspace.SYSTEM, case_id=case_id, draft=draft, hold_seconds=0)
                state.answers.append(str(message_id))
            except DatabaseError as error:  # a busy database: the operator would press the button again
                answered.discard(case_id)
                state.errors.append(repr(error))
            except Exception as error:  # an address no mail can go to is said on the screen, and is no answer
                state.errors.append(repr(error))
        pause(0.1)
    connection.close()


def _calm(house: House, state: Storm, answering: threading.Thread) -> None:
    """Everything that can be done now is done; then the leases of the killed run out."""
    from yorisoi.channels.actions import deliver
    from yorisoi.channels.email.imap import fetch_once
    from yorisoi.channels.models import Mailbox
    from yorisoi.kernel import clock, jobs

    wait_for(lambda: work_left() == 0, "the jobs to be done", 600)
    state.over.set()
    answering.join()
    wait_for(lambda: work_left() == 0, "the last jobs to be done", 600)
    house.stop()
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        for row in Mailbox.objects.all():
            if row.config.get("incoming") == "imap":
                fetch_once(row.pk)
        jobs.run_pending(raising=False)
    for hours in (1, 2):  # what a killed process had claimed is found dead first, then sent
        with clock.moved_to(clock.now() + timedelta(hours=hours)):
            for row in Mailbox.objects.all():
                while deliver(mailbox_id=row.pk):
                    pass
            jobs.run_pending(raising=False)


def _counted(state: Storm, receiver: Receiver, kills: int) -> Iterator[Verdict]:
    yield _messages(state)
    yield _replies(receiver, state, kills)
    yield _house_in_order()


def _messages(state: Storm) -> Verdict:
    """Each mail that was taken is one message on one case."""
    from django.db.models import Count

    from yorisoi.channels.models import Received
    from yorisoi.desk.models import Message

    promised = state.accepted + state.appended
    wanted = _different(state.lmtp) + _different(state.imap)
    stored = Received.objects.count()
    keys = Received.objects.values("mailbox_id", "message_id", "body_digest").annotate(n=Count("id"))
    doubled = keys.filter(n__gt=1).count()
    on_cases = Message.objects.filter(received_id__isnull=False).values("received_id").annotate(n=Count("id"))
    once, twice = on_cases.filter(n=1).count(), on_cases.filter(n__gt=1).count()
    return Verdict(
        "every mail that was taken is one message on a case",
        stored == wanted and doubled == 0 and once == stored and twice == 0,
        f"{promised} taken ({wanted} different), {stored} stored, {once} on a case once, "
        f"{doubled + twice} twice, {wanted - stored} lost",
    )


def _different(mails: list[bytes]) -> int:
    """How many messages a mailbox should hold: some real mails come in every round with the same Message-ID and body
    (their lines end in a bare CR, so that a round leaves no mark on them), and are the same message then.
    """
    from yorisoi.channels.email.envelope import peek

    return len({(peeked.message_id, peeked.body_digest) for peeked in map(peek, mails)})


def _replies(receiver: Receiver, state: Storm, kills: int) -> Verdict:
    """Each answer left once; one that was under way at a kill may have left twice under the same Message-ID."""
    from yorisoi.channels.models import Outbound

    seen = Counter(found[1].strip(b"<>").decode() for each in receiver.taken if (found := _ID.search(each.content)))
    sent = set(Outbound.objects.filter(state="sent").values_list("message_id", flat=True))
    other = Counter(Outbound.objects.exclude(state="sent").values_list("state", flat=True))
    lost, twice = len(sent - set(seen)), [each for each, times in seen.items() if times > 1]
    return Verdict(
        "every answer left once",
        not lost and not other and set(seen) == sent and len(twice) <= kills and max(seen.values(), default=0) <= 2,
        f"{len(state.answers)} written, {len(sent)} sent, {sum(seen.values())} received by the other server, "
        f"{len(twice)} twice under one Message-ID (at most {kills} kills), {lost} lost, others {dict(other)}",
    )


def _house_in_order() -> Verdict:
    """Counts, queues, index and jobs are as they should be."""
    from yorisoi.desk import public as desk
    from yorisoi.desk.models import Case, Message
    from yorisoi.kernel.models import Entry, Job, JobState
    from yorisoi.workspace import public as workspace

    dead = list(Job.objects.filter(state=JobState.DEAD).values_list("name", "error_class"))
    homeless = Case.objects.filter(queue=None).count()
    wrong = desk.recount(actor=workspace.SYSTEM)
    messages = Message.objects.count()
    filed = Entry.objects.filter(kind="message").count()
    return Verdict(
        "no case without a queue, counts right, everything in the index, no dead job",
        not dead and homeless == 0 and wrong == 0 and messages == filed,
        f"{Case.objects.count()} cases, {homeless} without queue, {wrong} counts wrong, "
        f"{messages} messages, {filed} in the index, dead jobs {dead[:3]}",
    )
