"""Fetching by IMAP from a real Dovecot."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError
from pytest_django import Settings

from yorisoi.channels import public
from yorisoi.channels.email import imap, imap_session
from yorisoi.channels.email.account import sealed
from yorisoi.channels.email.tests.dovecot import PASSWORD, Dovecot
from yorisoi.channels.models import DeliveryEvent, Mailbox, Received
from yorisoi.channels.testing import mail, make_mailbox
from yorisoi.kernel import clock, files, jobs, leases
from yorisoi.kernel.models import Job
from yorisoi.workspace.testing import Brand

pytestmark = [pytest.mark.django_db, pytest.mark.real]


@pytest.fixture
def user() -> str:
    """An account of its own for each test."""
    return f"u{uuid.uuid4().hex[:10]}"


@pytest.fixture
def box(brand: Brand, dovecot: Dovecot, user: str) -> Mailbox:
    """A mailbox fetched from this account."""
    return fetched_box(brand, dovecot, user)


def fetched_box(brand: Brand, dovecot: Dovecot, user: str, **how: Any) -> Mailbox:
    server = {"host": "127.0.0.1", "port": dovecot.port, "security": "none", "user": user, **how}
    return make_mailbox(
        brand,
        f"{user}@sakura.example",
        config={"incoming": "imap", "imap": server},
        secret=sealed({"imap_password": PASSWORD}),
    )


@pytest.fixture
def client(dovecot: Dovecot, user: str) -> Iterator[IMAPClient]:
    """Another mail program on the same account."""
    with IMAPClient("127.0.0.1", port=dovecot.port, ssl=False) as each:
        each.login(user, PASSWORD)
        each.select_folder("INBOX")
        yield each


def fill(client: IMAPClient, *numbers: int, **fields: Any) -> None:
    for number in numbers:
        client.append("INBOX", mail(f"{number} 番", message_id=f"{number}@x", **fields))


def ids() -> list[str]:
    return sorted(Received.objects.values_list("message_id", flat=True))


def run(box: Mailbox) -> imap.Fetched:
    done = imap.fetch_once(box.pk)
    assert done is not None
    return done


def test_new_mails_come_once_and_stay_unseen(box: Mailbox, client: IMAPClient) -> None:
    fill(client, 1, 2)
    assert run(box).new == 2
    fill(client, 3)
    assert (run(box).new, run(box).new) == (1, 0)
    assert ids() == ["1@x", "2@x", "3@x"]
    assert set(client.get_flags(client.search()).values()) <= {(), (b"\\Recent",)}
    row = Received.objects.first()
    assert row is not None
    with files.open(row.file_id) as file:
        assert file.read() == mail("1 番", message_id="1@x")
    assert [line.verb for line in public.received_log(row.pk)] == ["fetched", "stored"]
    box.refresh_from_db()
    assert box.last_ok_at is not None
    assert box.leased_until is None


def test_old_mail_is_left_alone_when_asked(brand: Brand, dovecot: Dovecot, user: str, client: IMAPClient) -> None:
    fill(client, 1, 2)
    box = fetched_box(brand, dovecot, user, backlog=False)
    assert run(box).new == 0
    fill(client, 3)
    assert run(box).new == 1
    assert ids() == ["3@x"]


@pytest.mark.parametrize("after", ["seen", "delete", "move"])
def test_what_happens_at_the_server_happens_after_the_commit(
    brand: Brand, dovecot: Dovecot, user: str, client: IMAPClient, after: str
) -> None:
    client.create_folder("Done")
    box = fetched_box(brand, dovecot, user, after=after, move_to="Done")
    fill(client, 1, 2)
    run(box)
    client.noop()
    left = client.search()
    if after == "seen":
        assert all(b"\\Seen" in flags for flags in client.get_flags(left).values())
    else:
        assert left == []
    client.select_folder("Done")
    assert len(client.search()) == (2 if after == "move" else 0)
    assert ids() == ["1@x", "2@x"]


def test_what_could_not_be_finished_at_the_server_is_finished_next_time(
    brand: Brand, dovecot: Dovecot, user: str, client: IMAPClient
) -> None:
    box = fetched_box(brand, dovecot, user, after="move", move_to="Missing")
    fill(client, 1)
    assert "Missing" in run(box).complaint
    fill(client, 2)
    assert run(box).new == 1
    box.refresh_from_db()
    assert "Missing" in box.last_error
    client.create_folder("Missing")
    assert run(box).new == 0
    box.refresh_from_db()
    assert box.last_error == ""
    client.noop()
    assert client.search() == []


def test_a_server_that_numbers_anew_is_read_again_and_nothing_doubles(
    box: Mailbox, client: IMAPClient, dovecot: Dovecot, user: str
) -> None:
    fill(client, 1, 2)
    run(box)
    client.delete_messages([1])
    client.expunge()
    client.logout()
    dovecot.renumber(user)
    with IMAPClient("127.0.0.1", port=dovecot.port, ssl=False) as again:
        again.login(user, PASSWORD)
        again.append("INBOX", mail("3 番", message_id="3@x"))
    done = run(box)
    assert (done.new, done.repeated) == (1, 1)
    assert ids() == ["1@x", "2@x", "3@x"]
    assert DeliveryEvent.objects.filter(mailbox=box, verb="renumbered").count() == 1


def test_a_mail_over_the_limit_comes_as_its_header_and_stays_there(
    brand: Brand, dovecot: Dovecot, user: str, client: IMAPClient, settings: Settings
) -> None:
    settings.MAX_MAIL_BYTES = 20_000
    box = fetched_box(brand, dovecot, user, after="delete")
    client.append("INBOX", mail("x" * 50_000, message_id="big@x"))
    fill(client, 1)
    assert run(box).new == 2
    row = Received.objects.get(message_id="big@x")
    assert row.flags == ["too_large"]
    assert row.size < 1000
    message = public.received(row.pk)
    assert message.subject == "届かない"
    assert "too_large" in message.flags
    client.noop()
    assert len(client.search()) == 1


def test_a_message_that_cannot_be_stored_is_stepped_over_and_shown(
    box: Mailbox, client: IMAPClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(client, 1, 2, 3)
    real = imap_session.bodies

    def refuse_two(client: IMAPClient, uids: Any, **how: Any) -> dict[int, bytes]:
        if 2 in uids:
            raise imap.IMAPClientError("FETCH failed: [SERVERBUG] cannot read mail")
        return real(client, uids, **how)

    monkeypatch.setattr(imap_session, "bodies", refuse_two)
    assert run(box).new == 2
    assert [run(box).stepped_over for _ in range(3)] == [0, 1, 0]
    event = DeliveryEvent.objects.get(mailbox=box, verb="stepped_over")
    assert (event.data["uid"], "SERVERBUG" in event.data["text"]) == (2, True)
    fill(client, 4)
    assert run(box).new == 1
    monkeypatch.undo()
    with clock.moved_to(clock.now() + timedelta(hours=2)):
        assert run(box).new == 1
    assert ids() == ["1@x", "2@x", "3@x", "4@x"]
    box.refresh_from_db()
    assert box.state["folders"]["INBOX"]["trouble"] == {}


def test_a_wrong_password_is_told_in_words_and_asked_less_often(box: Mailbox) -> None:
    box.secret = sealed({"imap_password": "wrong"})
    box.save()
    with pytest.raises(LoginError):
        imap.fetch_once(box.pk)
    box.refresh_from_db()
    assert "パスワード" in box.last_error or "password" in box.last_error
    assert (box.state["failures"], box.leased_until) == (1, None)


def test_only_one_process_fetches_at_a_time(box: Mailbox) -> None:
    Mailbox.objects.update(leased_until=clock.now() + timedelta(minutes=1))
    assert imap.fetch_once(box.pk) is None
    with clock.moved_to(clock.now() + timedelta(minutes=2)):
        assert imap.fetch_once(box.pk) is not None


def test_the_clock_has_every_mailbox_fetched(box: Mailbox, client: IMAPClient) -> None:
    fill(client, 1)
    jobs.enqueue("channels.email.poll")
    jobs.run_pending()
    assert "1@x" in ids()


def test_several_folders_are_fetched(brand: Brand, dovecot: Dovecot, user: str, client: IMAPClient) -> None:
    client.create_folder("VIP")
    client.append("VIP", mail(message_id="vip@x"))
    fill(client, 1)
    run(fetched_box(brand, dovecot, user, folders=["INBOX", "VIP"]))
    assert ids() == ["1@x", "vip@x"]


def test_a_fetch_that_finds_a_lease_follows_when_it_ends(box: Mailbox, client: IMAPClient) -> None:
    fill(client, 1)
    leased_until = clock.now() + imap.LEASE
    Mailbox.objects.update(leased_until=leased_until)
    jobs.enqueue("channels.email.fetch", mailbox_id=str(box.pk), unique_key=str(box.pk))
    jobs.run_pending()
    assert ids() == []
    assert Job.objects.get(name="channels.email.fetch", state="later").run_at == leased_until + timedelta(seconds=1)
    with clock.moved_to(leased_until + timedelta(seconds=2)):
        jobs.run_pending()
    assert ids() == ["1@x"]


def test_who_lost_its_lease_writes_nothing_over_who_has_it(box: Mailbox, client: IMAPClient) -> None:
    fill(client, 1)
    with patch.object(leases.Lease, "held", new=property(lambda _lease: False)):
        assert imap.fetch_once(box.pk) is None
    box.refresh_from_db()
    assert (ids(), box.state, box.last_error) == ([], {}, "")
    assert box.leased_until is not None
