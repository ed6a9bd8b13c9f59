"""Mail out by SMTP, to a real server."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import OperationalError

from yorisoi.channels import kinds, public
from yorisoi.channels.actions import deliver
from yorisoi.channels.actions.settle import settle
from yorisoi.channels.contracts import Answer, OutboundState, RecipientState
from yorisoi.channels.email.account import sealed
from yorisoi.channels.email.tests.receiver import Receiver
from yorisoi.channels.events import DeliveryFailed, MessageDelivered
from yorisoi.channels.models import Mailbox, Outbound
from yorisoi.kernel import clock, events, files, jobs, leases
from yorisoi.kernel.files.storing import path_of
from yorisoi.kernel.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def outgoing(mailbox: Mailbox, receiver: Receiver) -> Mailbox:
    """The brand's mailbox with the receiver as its sending server."""
    mailbox.config["smtp"] = {"host": "127.0.0.1", "port": receiver.port, "security": "none"}
    mailbox.save()
    return mailbox


@pytest.fixture
def told() -> Iterator[list[object]]:
    """The events about delivery while the test runs."""
    heard: list[object] = []
    for event in (MessageDelivered, DeliveryFailed):
        events.subscribe(event)(heard.append)
    yield heard
    for event in (MessageDelivered, DeliveryFailed):
        events._subscribers[event].remove(heard.append)


def send(mailbox: Mailbox, *to: str, **fields: Any) -> UUID:
    fields = {"subject": "Re: 届かない", "text": "お調べします。", **fields}
    return public.send(brand_id=mailbox.brand_id, mailbox_id=mailbox.pk, to=to or ("yamada@example.com",), **fields)


def states(outbound_id: UUID) -> dict[str, tuple[str, int]]:
    found = public.delivery([outbound_id])[outbound_id]
    return {each.address: (each.state.value, each.code) for each in found.recipients}


def later(minutes: float) -> Any:
    return clock.moved_to(clock.now() + timedelta(minutes=minutes))


def test_a_message_is_in_the_outbox_at_once_and_leaves_with_its_job(
    outgoing: Mailbox, receiver: Receiver, told: list[object]
) -> None:
    outbound_id = send(outgoing)
    assert public.delivery([outbound_id])[outbound_id].state is OutboundState.QUEUED
    assert receiver.taken == []
    jobs.run_pending()
    found = public.delivery([outbound_id])[outbound_id]
    assert (found.state, found.last_code, found.last_text) == (OutboundState.SENT, 250, "taken")
    assert told == [MessageDelivered(outbound_id)]
    [taken] = receiver.taken
    assert (taken.sender, taken.recipients) == ("support@sakura.example", ["yamada@example.com"])
    message = message_from_bytes(taken.content, policy=policy.default)
    assert message["Subject"] == "Re: 届かない"
    assert message["From"] == "さくら便サポート <support@sakura.example>"
    assert message["Message-ID"] == f"<{Outbound.objects.get().message_id}>"
    assert [line.verb for line in public.outbound_log(outbound_id)] == ["queued", "accepted", "sent"]


def test_one_connection_carries_all_that_is_due(outgoing: Mailbox, receiver: Receiver) -> None:
    for number in range(5):
        send(outgoing, subject=str(number))
    assert deliver(mailbox_id=outgoing.pk) == 5
    assert len(receiver.taken) == 5
    assert receiver.connections == 1


def test_bcc_gets_it_and_is_not_told(outgoing: Mailbox, receiver: Receiver) -> None:
    send(outgoing, "yamada@example.com", cc=["kato@example.com"], bcc=["boss@example.com", "YAMADA@example.com"])
    deliver(mailbox_id=outgoing.pk)
    [taken] = receiver.taken
    assert taken.recipients == ["yamada@example.com", "kato@example.com", "boss@example.com"]
    assert b"boss" not in taken.content


def test_a_held_message_may_be_cancelled_and_then_never_leaves(outgoing: Mailbox, receiver: Receiver) -> None:
    outbound_id = send(outgoing, hold_seconds=60)
    assert deliver(mailbox_id=outgoing.pk) == 0
    assert public.delivery([outbound_id])[outbound_id].cancellable
    assert public.cancel(outbound_id)
    with later(2):
        assert deliver(mailbox_id=outgoing.pk) == 0
    assert receiver.taken == []
    assert public.delivery([outbound_id])[outbound_id].state is OutboundState.CANCELLED


def test_what_is_held_leaves_when_its_time_has_come(outgoing: Mailbox, receiver: Receiver) -> None:
    outbound_id = send(outgoing, hold_seconds=60)
    with later(1.1):
        assert deliver(mailbox_id=outgoing.pk) == 1
        assert not public.cancel(outbound_id)
    assert len(receiver.taken) == 1


def test_not_now_is_tried_again_after_a_pause(outgoing: Mailbox, receiver: Receiver, told: list[object]) -> None:
    receiver.data = ["451 4.7.1 greylisted"]
    outbound_id = send(outgoing)
    deliver(mailbox_id=outgoing.pk)
    found = public.delivery([outbound_id])[outbound_id]
    assert (found.state, found.last_code, found.last_text) == (OutboundState.QUEUED, 451, "4.7.1 greylisted")
    assert found.next_at is not None
    assert found.next_at > clock.now()
    assert deliver(mailbox_id=outgoing.pk) == 0
    with later(1.1):
        assert deliver(mailbox_id=outgoing.pk) == 1
    assert states(outbound_id) == {"yamada@example.com": ("accepted", 250)}
    assert told == [MessageDelivered(outbound_id)]


def test_never_is_not_tried_again(outgoing: Mailbox, receiver: Receiver, told: list[object]) -> None:
    receiver.rcpt["yamada@example.com"] = "550 5.1.1 no such user"
    outbound_id = send(outgoing)
    deliver(mailbox_id=outgoing.pk)
    found = public.delivery([outbound_id])[outbound_id]
    assert (found.state, found.last_code, found.last_text) == (OutboundState.FAILED, 550, "5.1.1 no such user")
    assert told == [DeliveryFailed(outbound_id, permanent=True)]
    with later(60 * 24):
        assert deliver(mailbox_id=outgoing.pk) == 0


def test_each_recipient_has_a_fate_of_its_own(outgoing: Mailbox, receiver: Receiver, told: list[object]) -> None:
    receiver.rcpt = {"gone@example.com": "550 no such user", "full@example.com": "452 mailbox full"}
    outbound_id = send(outgoing, "yamada@example.com", "gone@example.com", "full@example.com")
    deliver(mailbox_id=outgoing.pk)
    assert states(outbound_id) == {
        "yamada@example.com": ("accepted", 250),
        "gone@example.com": ("refused", 550),
        "full@example.com": ("pending", 452),
    }
    receiver.rcpt = {}
    with later(2):
        deliver(mailbox_id=outgoing.pk)
    assert [each.recipients for each in receiver.taken] == [["yamada@example.com"], ["full@example.com"]]
    assert receiver.taken[0].content == receiver.taken[1].content
    assert told == [DeliveryFailed(outbound_id, permanent=True), MessageDelivered(outbound_id)]
    assert not public.cancel(outbound_id)


def test_we_give_up_after_two_days(outgoing: Mailbox, receiver: Receiver, told: list[object]) -> None:
    receiver.rcpt["yamada@example.com"] = "450 not now"
    outbound_id = send(outgoing)
    start, tried = clock.now(), 0
    while (found := public.delivery([outbound_id])[outbound_id]).next_at is not None:
        assert found.next_at - start < timedelta(days=2)
        with clock.moved_to(found.next_at):
            tried += deliver(mailbox_id=outgoing.pk)
    assert tried == 13
    assert (found.state, found.last_code) == (OutboundState.FAILED, 450)
    assert told == [DeliveryFailed(outbound_id, permanent=False)]


def test_without_a_server_all_wait_and_the_mailbox_says_why(outgoing: Mailbox, receiver: Receiver) -> None:
    receiver.stop()
    outbound_id = send(outgoing)
    deliver(mailbox_id=outgoing.pk)
    found = public.delivery([outbound_id])[outbound_id]
    assert (found.state, found.last_code) == (OutboundState.QUEUED, 0)
    outgoing.refresh_from_db()
    assert "応答" in outgoing.last_error or "port" in outgoing.last_error
    receiver.start(receiver.port)
    with later(1.1):
        deliver(mailbox_id=outgoing.pk)
    assert len(receiver.taken) == 1


def test_a_wrong_password_is_our_fault_not_the_recipients(outgoing: Mailbox, receiver: Receiver) -> None:
    receiver.stop()
    receiver.password = "right"
    receiver.start(receiver.port)
    outgoing.config["smtp"]["user"] = "support"
    outgoing.secret = sealed({"smtp_password": "wrong"})
    outgoing.save()
    outbound_id = send(outgoing)
    deliver(mailbox_id=outgoing.pk)
    found = public.delivery([outbound_id])[outbound_id]
    assert (found.state, found.last_code) == (OutboundState.QUEUED, 535)
    outgoing.secret = sealed({"smtp_password": "right"})
    outgoing.save()
    with later(1.1):
        deliver(mailbox_id=outgoing.pk)
    assert len(receiver.taken) == 1


def test_a_connection_lost_after_the_dot_is_sent_again_under_the_same_id(outgoing: Mailbox, receiver: Receiver) -> None:
    receiver.drop_after_data = True
    outbound_id = send(outgoing)
    deliver(mailbox_id=outgoing.pk)
    assert states(outbound_id) == {"yamada@example.com": ("pending", 0)}
    with later(1.1):
        deliver(mailbox_id=outgoing.pk)
    assert len(receiver.taken) == 2
    assert receiver.taken[0].content == receiver.taken[1].content


def test_a_server_that_leaves_between_two_messages_is_called_again(outgoing: Mailbox, receiver: Receiver) -> None:
    receiver.data = ["250 taken"]
    receiver.drop_after_data = True
    first, second = send(outgoing), send(outgoing)
    deliver(mailbox_id=outgoing.pk)
    assert public.delivery([first])[first].state is OutboundState.QUEUED
    assert public.delivery([second])[second].state is OutboundState.SENT
    assert receiver.connections == 2


def claimed_by_another(outgoing: Mailbox) -> UUID:
    """A message that another process has begun to send, with a lease for another 40 seconds."""
    outbound_id = send(outgoing)
    Outbound.objects.update(state="sending", attempts=1, leased_until=clock.now() + timedelta(seconds=40))
    return outbound_id


def test_what_a_dead_process_had_claimed_is_sent_within_a_minute_of_its_lease(
    outgoing: Mailbox, receiver: Receiver
) -> None:
    outbound_id = claimed_by_another(outgoing)
    jobs.run_pending()
    assert (len(receiver.taken), Outbound.objects.get().attempts) == (0, 1)
    with later(42 / 60):
        jobs.run_pending()  # found dead, and given some seconds to say otherwise
        assert receiver.taken == []
    with later(53 / 60):
        jobs.run_pending()
    assert len(receiver.taken) == 1
    assert "again" in [line.verb for line in public.outbound_log(outbound_id)]


def test_who_renews_its_lease_in_the_last_moment_is_not_taken_for_dead(outgoing: Mailbox, receiver: Receiver) -> None:
    claimed_by_another(outgoing)
    with later(1):
        deliver(mailbox_id=outgoing.pk)
    Outbound.objects.update(leased_until=clock.now() + timedelta(minutes=2))
    with later(1.5):
        deliver(mailbox_id=outgoing.pk)
    assert receiver.taken == []


def test_who_was_given_up_says_only_who_accepted_it(outgoing: Mailbox, receiver: Receiver) -> None:
    outbound_id = send(outgoing, bcc=["kato@example.com"])
    stale = Outbound.objects.get()
    stale.attempts = 1
    Outbound.objects.update(state="sending", attempts=2, leased_until=clock.now() + timedelta(minutes=1))
    settle(stale, [Answer("yamada@example.com", 250, "taken"), Answer("kato@example.com", 451, "later")])
    assert Outbound.objects.get().state == "sending"
    assert states(outbound_id) == {"yamada@example.com": ("accepted", 250), "kato@example.com": ("pending", 0)}
    ours = Outbound.objects.get()
    settle(ours, [Answer("yamada@example.com", 0, "lost"), Answer("kato@example.com", 250, "taken")])
    assert Outbound.objects.get().state == "sent"
    assert states(outbound_id)["yamada@example.com"] == ("accepted", 250)


def test_who_stood_still_for_too_long_does_not_send(outgoing: Mailbox, receiver: Receiver) -> None:
    send(outgoing)
    with patch.object(leases.Lease, "held", new=property(lambda _lease: False)):
        deliver(mailbox_id=outgoing.pk)
    assert receiver.taken == []
    assert Outbound.objects.get().state == "queued"


def test_a_failed_message_can_be_sent_again_by_hand(outgoing: Mailbox, receiver: Receiver) -> None:
    receiver.rcpt["yamada@example.com"] = "550 no such user"
    outbound_id = send(outgoing)
    deliver(mailbox_id=outgoing.pk)
    receiver.rcpt = {}
    assert public.retry(outbound_id)
    jobs.run_pending()
    assert states(outbound_id) == {"yamada@example.com": ("accepted", 250)}
    assert not public.retry(outbound_id)


def test_automatic_messages_say_so_and_stop_at_the_days_limit(outgoing: Mailbox, receiver: Receiver) -> None:
    outgoing.config["automatic_limit"] = 3
    outgoing.save()
    ids = [send(outgoing, automatic=True) for _ in range(4)]
    other = send(outgoing, "kato@example.com", automatic=True)
    by_hand = send(outgoing)
    deliver(mailbox_id=outgoing.pk)
    found = public.delivery([*ids, other, by_hand])
    assert [found[each].state.value for each in ids] == ["sent", "sent", "sent", "cancelled"]
    assert found[other].state is OutboundState.SENT
    assert found[by_hand].state is OutboundState.SENT
    assert public.outbound_log(ids[3])[0].verb == "suppressed"
    message = message_from_bytes(receiver.taken[0].content, policy=policy.default)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Yorisoi-Loop"]
    assert "Auto-Submitted" not in message_from_bytes(receiver.taken[-1].content, policy=policy.default)


def test_ten_thousand_recipients_go_in_portions(outgoing: Mailbox, receiver: Receiver) -> None:
    outbound_id = send(outgoing, bcc=[f"u{number}@example.com" for number in range(300)])
    deliver(mailbox_id=outgoing.pk)
    assert [len(each.recipients) for each in receiver.taken] == [100, 100, 100, 1]
    assert {state for state, _ in states(outbound_id).values()} == {RecipientState.ACCEPTED.value}


def test_what_was_handed_over_is_kept_and_goes_out_again_as_it_is(outgoing: Mailbox, receiver: Receiver) -> None:
    outbound_id = send(outgoing)
    assert public.sent_file(outbound_id) is None
    receiver.data = ["451 later"]
    deliver(mailbox_id=outgoing.pk)
    first = public.sent_file(outbound_id)
    outgoing.config["body_marker"] = True
    outgoing.save()
    Outbound.objects.update(next_at=clock.now())
    deliver(mailbox_id=outgoing.pk)
    assert first is not None
    assert public.sent_file(outbound_id) == first
    assert receiver.taken[0].content == files.read(first)
    [accepted] = [line for line in public.outbound_log(outbound_id) if line.verb == "accepted"]
    assert "127.0.0.1" in accepted.words
    assert "250 taken" in accepted.words


def test_sending_anew_by_hand_shows_what_was_mended_since(outgoing: Mailbox, receiver: Receiver) -> None:
    outbound_id = send(outgoing)
    receiver.data = ["554 no"]
    deliver(mailbox_id=outgoing.pk)
    outgoing.config["body_marker"] = True
    outgoing.save()
    public.retry(outbound_id)
    deliver(mailbox_id=outgoing.pk)
    sent = public.sent_file(outbound_id)
    assert sent is not None
    assert receiver.taken[0].content == files.read(sent)
    assert "[ref:y" in kinds.reader("email")(files.read(sent)).text


def test_a_server_that_goes_away_between_two_messages_delays_only_the_second(
    outgoing: Mailbox, receiver: Receiver, told: list[object]
) -> None:
    first, second = send(outgoing), send(outgoing, "kato@example.com")
    events.subscribe(MessageDelivered)(lambda _event: receiver.stop())
    try:
        deliver(mailbox_id=outgoing.pk)
    finally:
        events._subscribers[MessageDelivered].pop()
    assert told == [MessageDelivered(first)]
    assert [line.verb for line in public.outbound_log(first)] == ["queued", "accepted", "sent"]
    assert [line.verb for line in public.outbound_log(second)] == ["queued", "deferred"]
    assert Outbound.objects.get(pk=second).state == "queued"


@pytest.mark.parametrize("trouble", [OSError(28, "No space left on device"), OperationalError("No space left")])
def test_while_nothing_can_be_kept_messages_wait(
    outgoing: Mailbox, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def full(*_given: object) -> None:
        raise trouble

    outbound_id = send(outgoing)
    with monkeypatch.context() as disk:
        disk.setattr(files, "place", full)
        deliver(mailbox_id=outgoing.pk)
    assert (Outbound.objects.get(pk=outbound_id).state, receiver.taken) == ("queued", [])
    assert "No space left" in public.outbound_log(outbound_id)[-1].words
    Outbound.objects.update(next_at=clock.now())
    deliver(mailbox_id=outgoing.pk)
    assert states(outbound_id) == {"yamada@example.com": ("accepted", 250)}


def test_bytes_that_are_lost_are_written_anew(outgoing: Mailbox, receiver: Receiver) -> None:
    outbound_id = send(outgoing)
    receiver.data = ["451 later"]
    deliver(mailbox_id=outgoing.pk)
    [lost] = StoredFile.objects.filter(pk=str(public.sent_file(outbound_id)))
    path_of(lost.sha256).unlink()
    Outbound.objects.update(next_at=clock.now())
    deliver(mailbox_id=outgoing.pk)
    assert states(outbound_id) == {"yamada@example.com": ("accepted", 250)}
