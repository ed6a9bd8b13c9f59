"""Notifications: told once, in the way each chose, to those who may see; read, mailed, forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from yorisoi.kernel import clock, slots
from yorisoi.kernel.ids import uuid7
from yorisoi.kernel.slots import NotificationKind
from yorisoi.workspace import tasks
from yorisoi.workspace.actions import notifications as actions
from yorisoi.workspace.contracts import SYSTEM, MailChoice, NotAllowed, NotFound, Notice
from yorisoi.workspace.models import Notification, NotificationChoice
from yorisoi.workspace.queries.notifications import own_choices, own_notifications, unread_count
from yorisoi.workspace.queries.people import staff_who_may, teams_of_brand
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff
from yorisoi.workspace.tests.pages import status, text_of

pytestmark = pytest.mark.django_db
HIDDEN = UUID(int=7)


@pytest.fixture(autouse=True)
def kind() -> Iterator[str]:
    """A kind that says who waves, of things that all but HIDDEN may be seen."""
    offered = NotificationKind(
        "test.waved",
        "手を振った",
        lambda data: f"{data['by']}が手を振りました",
        lambda _actor, ids: set(ids) - {HIDDEN},
    )
    with slots.offered("notification", offered):
        yield "test.waved"


def wave(*to: Staff, about: UUID | None = None, key: str = "", by: Staff | None = None) -> int:
    data = {"by": "佐藤", "title": "#7 届かない", "line": "お願いします"}
    notices = [Notice(staff.id, "test.waved", about or uuid7(), "/cases/7/", data, key) for staff in to]
    return actions.notify(notices, by=actor(by) if by else SYSTEM)


def choose(staff: Staff, on_screen: bool, how: MailChoice) -> None:
    actions.choose_ways(actor=actor(staff), ways={"test.waved": (on_screen, how)})


def test_told_on_the_screen_and_counted(suzuki: Staff) -> None:
    wave(suzuki)
    (told,) = own_notifications(actor(suzuki)).rows
    assert (told.sentence, told.title, told.path) == ("佐藤が手を振りました", "#7 届かない", "/cases/7/")
    assert told.unread
    assert unread_count(actor(suzuki)) == 1


def test_nobody_is_told_of_their_own_deed(sato: Staff, suzuki: Staff) -> None:
    assert wave(sato, suzuki, by=sato) == 1
    assert unread_count(actor(sato)) == 0


def test_one_key_tells_once(suzuki: Staff) -> None:
    assert [wave(suzuki, key="due:1"), wave(suzuki, key="due:1"), wave(suzuki, key="due:2")] == [1, 0, 1]


def test_an_unknown_kind_is_a_fault(suzuki: Staff) -> None:
    with pytest.raises(ValueError, match="nobody"):
        actions.notify([Notice(suzuki.id, "nobody.knows")], by=SYSTEM)


def test_what_may_no_longer_be_seen_is_not_told(suzuki: Staff) -> None:
    choose(suzuki, True, MailChoice.AT_ONCE)
    wave(suzuki, about=HIDDEN)
    (told,) = own_notifications(actor(suzuki)).rows
    assert (told.title, told.line, told.path) == ("", "", "")
    assert "佐藤" not in told.sentence
    tasks.mail_notification(str(Notification.objects.get().id))
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("on_screen", "how", "rows", "seen"),
    [
        (True, MailChoice.NO, 1, 1),
        (False, MailChoice.NO, 0, 0),
        (False, MailChoice.DIGEST, 1, 0),
        (True, MailChoice.AT_ONCE, 1, 1),
    ],
)
def test_each_is_told_as_they_chose(suzuki: Staff, on_screen: bool, how: MailChoice, rows: int, seen: int) -> None:
    choose(suzuki, on_screen, how)
    wave(suzuki)
    assert Notification.objects.count() == rows
    assert unread_count(actor(suzuki)) == seen


def test_a_mail_goes_out_once_and_asks_for_no_answer(suzuki: Staff) -> None:
    choose(suzuki, False, MailChoice.AT_ONCE)
    wave(suzuki)
    pk = str(Notification.objects.get().id)
    tasks.mail_notification(pk)
    tasks.mail_notification(pk)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("佐藤が手を振りました", ["suzuki@example.jp"])
    assert "/cases/7/" in sent.body
    assert "お願いします" in sent.body
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_what_was_read_is_not_mailed(suzuki: Staff) -> None:
    choose(suzuki, True, MailChoice.AT_ONCE)
    wave(suzuki)
    actions.mark_all_read(actor=actor(suzuki))
    tasks.mail_notification(str(Notification.objects.get().id))
    assert mail.outbox == []


def test_the_days_mail_holds_all_unread_once(suzuki: Staff, sato: Staff) -> None:
    choose(suzuki, True, MailChoice.DIGEST)
    wave(suzuki)
    wave(suzuki)
    wave(sato)
    tasks.mail_digests()
    tasks.mail_digest(str(suzuki.id))
    tasks.mail_digest(str(suzuki.id))
    assert [(sent.to, sent.body.count("佐藤が手を振りました")) for sent in mail.outbox] == [(["suzuki@example.jp"], 2)]


def test_read_one_all_or_by_looking(suzuki: Staff, tanaka: Staff) -> None:
    about = uuid7()
    wave(suzuki, about=about)
    wave(suzuki)
    wave(suzuki)
    newest = own_notifications(actor(suzuki)).rows[0].id
    with pytest.raises(NotFound):
        actions.mark_read(actor=actor(tanaka), notification_id=newest)
    actions.mark_read(actor=actor(suzuki), notification_id=newest)
    assert unread_count(actor(suzuki)) == 2
    assert actions.mark_read_about(actor=actor(suzuki), object_id=about) == 1
    assert actions.mark_all_read(actor=actor(suzuki)) == 1
    assert own_notifications(actor(suzuki), unread=True).rows == []


def test_pages_of_fifty_by_key(suzuki: Staff) -> None:
    for _each in range(53):
        wave(suzuki)
    first = own_notifications(actor(suzuki))
    second = own_notifications(actor(suzuki), before=first.next)
    assert (len(first.rows), len(second.rows), second.next) == (50, 3, None)
    assert {each.id for each in first.rows}.isdisjoint({each.id for each in second.rows})


def test_old_ones_go(suzuki: Staff) -> None:
    wave(suzuki)
    with clock.moved_to(clock.now() + timedelta(days=91)):
        tasks.sweep_notifications()
    assert not Notification.objects.exists()


def test_four_ways(suzuki: Staff, tanaka: Staff) -> None:
    wave(suzuki)
    pk = Notification.objects.get().id
    for name in ("workspace:notifications", "workspace:bell", "workspace:notification-choices"):
        assert status(suzuki, "get", name) == 200
        assert status(None, "get", name) == 302
        assert status(suzuki, "put", name) == 405
    assert "佐藤が手を振りました" not in text_of(tanaka, "workspace:notifications")
    assert status(tanaka, "post", "workspace:notification-read", notification_id=pk) == 404
    assert status(suzuki, "get", "workspace:notification-read", notification_id=pk) == 405
    assert status(suzuki, "post", "workspace:notification-read", notification_id=pk) == 302
    assert status(suzuki, "post", "workspace:notifications-read") == 302
    with pytest.raises(NotAllowed):
        own_notifications(SYSTEM)


def test_choices_are_kept(suzuki: Staff) -> None:
    given: dict[str, object] = {"mail:test.waved": "digest"}
    assert status(suzuki, "post", "workspace:notification-choices", given) == 302
    row = next(each for each in own_choices(actor(suzuki)) if each.kind == "test.waved")
    assert (row.on_screen, row.mail) == (False, MailChoice.DIGEST)
    assert NotificationChoice.objects.filter(staff=suzuki, kind="test.waved").count() == 1


def test_the_bell_asks_one_query(suzuki: Staff, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client: Client = client_of(suzuki)
    client.get(reverse("workspace:bell"))
    wave(suzuki)
    with django_assert_num_queries(2):  # the session with its user, the count
        assert "count--strong" in client.get(reverse("workspace:bell")).content.decode()


def test_who_may_see_a_queue(brand: Brand, other_brand: Brand, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    queue, read = uuid7(), "desk.case.read"
    ito = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    ito.grants.update(queue_id=uuid7())  # another queue only
    assert [each.name for each in staff_who_may(read, brand.id, queue)] == ["佐藤 花子", "鈴木 一郎"]
    assert [each.name for each in staff_who_may(read, brand.id)] == ["伊藤 三郎", "佐藤 花子", "鈴木 一郎"]
    assert [each.name for each in staff_who_may(read, other_brand.id)] == ["田中 次郎"]


def test_teams_with_their_people(brand: Brand, suzuki: Staff, sato: Staff) -> None:
    team = brand.teams.create(name="夜番")
    team.staff.add(suzuki, sato)
    sato.active = False
    sato.save()
    (found,) = teams_of_brand(brand.id)
    assert (found.name, found.staff_ids) == ("夜番", frozenset({suzuki.id}))
