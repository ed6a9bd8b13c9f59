"""Colleagues are told of what concerns them: mentions, assignment, answers, deadlines, take-over; nobody else is."""

from datetime import timedelta
from uuid import UUID

import pytest

from yorisoi.channels.testing import Mailbox, arrive, mail
from yorisoi.desk import actions, tasks
from yorisoi.desk.contracts import Waiting
from yorisoi.desk.models import Case, Mention, Message, Queue
from yorisoi.desk.queries import mentionable
from yorisoi.desk.queries.mentioning import Mentionable, mentioned_in
from yorisoi.desk.testing import make_queue
from yorisoi.kernel import clock
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff, make_team, told

pytestmark = pytest.mark.django_db


def sentences(staff: Staff) -> list[str]:
    return [each.sentence for each in told(staff)]


def note(case: Case, by: Staff, text: str, *chosen: UUID) -> UUID:
    return actions.note(actor=actor(by), case_id=case.id, text=text, mentions=chosen)


@pytest.mark.parametrize("text", ["@佐藤 花子 お願いします", "＠佐藤花子さん、確認を", "すみません@佐藤　花子"])
def test_a_mention_reaches_whom_it_names(case: Case, sato: Staff, suzuki: Staff, text: str) -> None:
    message_id = note(case, suzuki, text)
    (each,) = told(sato)
    assert each.sentence == "鈴木 一郎さんがメモであなたを指名しました"
    assert (each.title, each.path) == (f"#{case.number} {case.subject}", f"/cases/{case.number}/")
    assert told(suzuki) == []
    assert Message.objects.get(id=message_id).to == ["佐藤 花子"]


def test_a_team_reaches_its_people_once_and_its_writer_not(
    case: Case, brand: Brand, sato: Staff, suzuki: Staff
) -> None:
    team = make_team(brand, "配送班", sato, suzuki)
    note(case, suzuki, "@配送班 @佐藤 花子 届いていません")
    assert len(told(sato)) == 1
    assert told(suzuki) == []
    assert dict(Mention.objects.values_list("staff_id", "team_id")) == {sato.id: None, suzuki.id: team.id}


def test_who_may_not_see_the_case_is_neither_offered_nor_told(case: Case, suzuki: Staff, tanaka: Staff) -> None:
    note(case, suzuki, "@田中 次郎 見てください")
    assert told(tanaka) == []
    assert not Mention.objects.exists()
    assert "田中 次郎" not in [each.name for each in mentionable(actor(suzuki), case.id)]
    with pytest.raises(NotFound):
        mentionable(actor(tanaka), case.id)


def test_of_two_people_of_one_name_the_chosen_one_is_meant() -> None:
    one, two = (Mentionable(UUID(int=n), "佐藤 健", "", frozenset({UUID(int=n)})) for n in (1, 2))
    longer = Mentionable(UUID(int=3), "佐藤 健太", "", frozenset({UUID(int=3)}))
    everybody = [one, two, longer]
    assert [each.staff_id.int for each in mentioned_in("@佐藤 健 さん", everybody)] == [1, 2]
    assert [each.staff_id.int for each in mentioned_in("@佐藤 健 さん", everybody, [two.id])] == [2]
    assert [each.staff_id.int for each in mentioned_in("@佐藤 健太 さん", everybody)] == [3]
    assert mentioned_in("sato@example.jp 佐藤 健", everybody) == []


def test_the_list_behind_the_sign_four_ways(case: Case, brand: Brand, suzuki: Staff, tanaka: Staff) -> None:
    viewer = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    address = f"/cases/{case.number}/mentionable/"
    names = [each["name"] for each in client_of(suzuki).get(address).json()["found"]]
    assert names == ["伊藤 三郎", "鈴木 一郎"]
    assert client_of(viewer).get(address).status_code == 403
    assert client_of(suzuki).post(address).status_code == 405
    assert client_of(tanaka).get(address).status_code == 404


def test_a_note_by_the_form_carries_its_choice(case: Case, sato: Staff, suzuki: Staff) -> None:
    given = {"note": "@佐藤 花子 これ", "mention": [str(sato.id), "x"]}
    assert client_of(suzuki).post(f"/cases/{case.number}/notes/", given).status_code == 302
    assert len(told(sato)) == 1
    assert "佐藤 花子" in client_of(suzuki).get(f"/cases/{case.number}/").content.decode()


def test_a_case_given_and_taken(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=suzuki.id)
    assert sentences(suzuki) == ["佐藤 花子さんから案件を割り当てられました"]
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=sato.id)
    assert sentences(suzuki)[0] == "佐藤 花子さんが、あなたの案件を引き継ぎました"
    assert told(sato) == []


def test_a_reply_taken_over(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.take_lease(actor=actor(suzuki), case_id=case.id)
    actions.take_lease(actor=actor(sato), case_id=case.id, take_over=True)
    assert sentences(suzuki) == ["佐藤 花子さんが、あなたの作成中の返信を引き継ぎました"]


def answer(mailbox: Mailbox, text: str, *headers: str) -> None:
    raw = mail(text, message_id="m2@example.com", headers=["References: <m1@example.com>", *headers])
    actions.receive(received_id=arrive(mailbox, raw))


def test_the_customers_answer_is_told_to_who_has_the_case(
    mailbox: Mailbox, case: Case, sato: Staff, suzuki: Staff
) -> None:
    actions.assign(actor=actor(suzuki), case_id=case.id, staff_id=suzuki.id)
    answer(mailbox, "まだ届きません")
    (each,) = told(suzuki)
    assert (each.sentence, each.line) == ("山田 太郎さんから返信がありました", "まだ届きません")
    assert told(sato) == []


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>"])
def test_what_a_machine_wrote_is_told_to_nobody(mailbox: Mailbox, case: Case, suzuki: Staff, header: str) -> None:
    """So that a notification's own bounce never makes the next notification."""
    actions.assign(actor=actor(suzuki), case_id=case.id, staff_id=suzuki.id)
    sender = "MAILER-DAEMON <mailer-daemon@example.com>" if "Return" in header else "山田 太郎 <yamada@example.com>"
    headers = ["References: <m1@example.com>", header]
    actions.receive(
        received_id=arrive(mailbox, mail("届きません", sender=sender, message_id="m2@e.jp", headers=headers))
    )
    assert Message.objects.count() == 2
    assert told(suzuki) == []


def test_looking_at_the_case_reads_what_was_told_of_it(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=suzuki.id)
    actions.look(actor=actor(suzuki), case_id=case.id)
    assert [each.unread for each in told(suzuki)] == [False]


def test_deadlines_are_told_once_each(case: Case, sato: Staff, suzuki: Staff) -> None:
    now = clock.now()
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=suzuki.id)
    Case.objects.filter(id=case.id).update(due_at=now + timedelta(minutes=40))
    tasks.notice_deadlines()
    tasks.notice_deadlines()
    assert [each[:8] for each in sentences(suzuki)[:-1]] == ["まもなく期限です"]
    with clock.moved_to(now + timedelta(hours=1)):
        tasks.notice_deadlines()
        tasks.notice_deadlines()
    assert [each[:6] for each in sentences(suzuki)[:-1]] == ["期限を過ぎて", "まもなく期限"]


def test_no_deadline_of_a_case_that_waits(case: Case, suzuki: Staff) -> None:
    actions.assign(actor=actor(suzuki), case_id=case.id, staff_id=suzuki.id)
    actions.hold(actor=actor(suzuki), case_id=case.id, reason=Waiting.CUSTOMER)
    Case.objects.filter(id=case.id).update(due_at=clock.now())
    assert actions.tell_of_deadlines() == 0


def test_who_lost_sight_of_the_case_reads_no_more_of_it(
    case: Case, queue: Queue, brand: Brand, sato: Staff, suzuki: Staff
) -> None:
    actions.assign(actor=actor(sato), case_id=case.id, staff_id=suzuki.id)
    suzuki.grants.update(queue_id=make_queue(brand, "別の窓口").id)
    suzuki.user.access_version += 1
    suzuki.user.save()
    (each,) = told(suzuki)
    assert case.subject not in f"{each.sentence}{each.title}{each.line}"
    assert not each.path
    with pytest.raises(NotFound):
        note(case, suzuki, "@佐藤 花子")
