"""Lets the demo company live through its stories: each step is a mail that comes in or an action of its people."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.policy import SMTP
from itertools import count
from uuid import UUID

from django.db.models import QuerySet

from yorisoi.channels import actions as channels
from yorisoi.channels import kinds
from yorisoi.channels.contracts import Answer, OutgoingMessage
from yorisoi.channels.email.compose import compose as compose_out
from yorisoi.channels.email.envelope import peek
from yorisoi.config.demo import mailserver
from yorisoi.config.demo.company import Company
from yorisoi.config.demo.history import Story
from yorisoi.desk import actions as desk
from yorisoi.desk.contracts import RecordFields, Status
from yorisoi.desk.models import Message
from yorisoi.kernel import clock, files, jobs, unit
from yorisoi.kernel.sql import prepared

STEPS_A_COMMIT = 100

type Step = Callable[[], Iterator["Later"]]


@dataclass(frozen=True)
class Later:
    """A step that follows, at its own moment."""

    at: datetime
    step: Step


class Telling:
    """One story while it is being told: knows its case once the first mail is in."""

    def __init__(self, company: Company, story: Story) -> None:
        self.company, self.story = company, story
        self.actor = company.actors[story.staff.login]
        self.case_id: UUID | None = None
        self.last_out = ""
        self.at = story.at

    def begin(self) -> Iterator[Later]:
        """The first mail arrives."""
        story = self.story
        self._mail(story.subject, story.body, story.charset)
        if story.ending != "new":
            first = self.take if story.note or not story.answer else self.answer
            yield self._after(story.answer_after / 2, first)

    def take(self) -> Iterator[Later]:
        """Somebody takes the case, perhaps with a note."""
        desk.assign(actor=self.actor, case_id=self.case, staff_id=self.actor.staff_id)
        if self.story.note:
            desk.note(actor=self.actor, case_id=self.case, text=self.story.note)
        if self.story.answer:
            yield self._after(self.story.answer_after / 2, self.answer)
        else:
            self._sort()
            desk.start(actor=self.actor, case_id=self.case)

    def answer(self) -> Iterator[Later]:
        """The first answer; the case ends here unless the customer writes again."""
        story = self.story
        assert story.answer
        self._sort()
        last = story.follow_up is None
        self._reply(story.answer, ends=last)
        if not last:
            yield self._after(story.follow_up_after, self.follow_up)

    def follow_up(self) -> Iterator[Later]:
        """The customer writes again."""
        story = self.story
        assert story.follow_up
        self._mail(f"Re: {story.subject}", story.follow_up, story.charset)
        yield self._after(timedelta(minutes=40), self.second_answer)

    def second_answer(self) -> Iterator[Later]:
        """And is answered, or the case is closed when there is nothing more to say."""
        if self.story.second_answer:
            self._reply(self.story.second_answer, ends=True)
        elif self.story.ending == "done":
            desk.close(actor=self.actor, case_id=self.case, record=self._record())
        yield from ()

    @property
    def case(self) -> UUID:
        """The case's id; only after the first mail."""
        assert self.case_id is not None
        return self.case_id

    def _after(self, delay: timedelta, step: Step) -> Later:
        self.at += delay
        return Later(self.at, step)

    def _sort(self) -> None:
        """Whoever takes a case says what it is about."""
        topic_id = self.company.topics[self.story.matter.brand, self.story.matter.topic]
        desk.set_topic(actor=self.actor, case_id=self.case, topic_id=topic_id)

    def _mail(self, subject: str, text: str, charset: str) -> None:
        story = self.story
        slug = story.matter.brand
        mailbox_id, address = self.company.mailboxes[slug, story.matter.queue]
        mail = mailserver.compose(
            sender=(story.writer.name, story.writer.address),
            to=address,
            subject=subject,
            text=text,
            charset=charset,
        )
        if self.last_out:
            mail["In-Reply-To"] = f"<{self.last_out}>"
        raw = mail.as_bytes(policy=SMTP)
        seen = peek(raw)
        arrival = channels.Arrival(
            mailbox_id=mailbox_id,
            brand_id=self.company.brands[slug],
            kind="email",
            raw=raw,
            message_id=seen.message_id,
            body_digest=seen.body_digest,
            via="import",
        )
        with jobs.at_once():
            stored = channels.store_all([arrival])[0]
        self.case_id = _messages_of.first(stored.received_id)

    def _reply(self, text: str, *, ends: bool) -> None:
        story = self.story
        then = {"done": Status.DONE, "pending": Status.PENDING}.get(story.ending) if ends else None
        draft = desk.Draft(
            text=text,
            to=[story.writer.address],
            quote=False,
            then=then,
            record=self._record() if then is Status.DONE else None,
        )
        with jobs.at_once():
            message_id = desk.reply(actor=self.actor, case_id=self.case, draft=draft, hold_seconds=0)
        self.last_out = _message_ids.first(message_id) or ""

    def _record(self) -> RecordFields:
        matter = self.story.matter
        return RecordFields(
            reason=matter.topic[-1],
            cause=matter.cause,
            action=matter.action,
            outcome="解決" if self.story.ending == "done" else "",
            department=matter.queue,
        )


@prepared
def _messages_of(received_id: UUID) -> QuerySet[Message, UUID]:
    return Message.objects.filter(received_id=received_id).values_list("case_id", flat=True)


@prepared
def _message_ids(message_id: UUID) -> QuerySet[Message, str]:
    return Message.objects.filter(id=message_id).values_list("outbound__message_id", flat=True)


@contextmanager
def history_line(_mailbox_id: UUID) -> Iterator[Callable[[OutgoingMessage], tuple[Answer, ...]]]:
    """Stands for the SMTP server while the past is told: every mail is accepted and lies outside."""

    def line(message: OutgoingMessage) -> tuple[Answer, ...]:
        mailserver.keep(compose_out(message), clock.now())
        return tuple(Answer(address, 250, "2.0.0 kept") for address in message.pending)

    yield line


def tell(company: Company, stories: list[Story], until: datetime, progress: Callable[[int], None]) -> None:
    """All steps of all stories in the order of time, none after `until`; many steps share a commit."""
    order = count()
    queue: list[tuple[datetime, int, Step]] = []
    for story in stories:
        heapq.heappush(queue, (story.at, next(order), Telling(company, story).begin))
    done = 0
    while queue:
        with unit.work(savepoints=False):
            for _ in range(min(STEPS_A_COMMIT, len(queue))):
                at, _number, step = heapq.heappop(queue)
                if at < until:
                    with clock.moved_to(at):
                        for later in step():
                            heapq.heappush(queue, (later.at, next(order), later.step))
                done += 1
            with clock.moved_to(min(at, until)):
                jobs.run_pending()
        progress(done)


@contextmanager
def letters_of_the_past() -> Iterator[None]:
    """Within the block mails go out by `history_line`, and no file waits for the disk: what broke off is told anew."""
    before = kinds.sender("email")
    kinds.register_sender("email", history_line)
    try:
        with files.unsynced():
            yield
    finally:
        kinds.register_sender("email", before)
