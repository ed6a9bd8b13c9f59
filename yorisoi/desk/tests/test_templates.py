"""Templates and macros: filled in for a case, applied as a whole, for those whom they are for."""

from typing import Any

import pytest
from django.urls import reverse

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import NotPossible, Priority, RecordNeeded, Status
from yorisoi.desk.models import Case, Hold, Template, Topic
from yorisoi.desk.testing import make_queue, make_topic
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TEXT = "{{お客様名}} 様\n受付番号 {{ number }} の件、｛｛担当者｝｝が承ります。{{期限}} {{なぞ}}"


def make(who: Staff, brand: Brand, name: str = "お礼", **fields: Any) -> Template:
    values = {"body": "ありがとうございます。", **fields}
    return Template.objects.get(id=actions.create_template(actor=actor(who), brand_id=brand.id, name=name, **values))


def test_variables_are_filled_and_what_is_missing_stays(case: Case, brand: Brand, sato: Staff) -> None:
    template = make(sato, brand, body=TEXT)
    found = actions.use_template(actor=actor(sato), case_id=case.id, template_id=template.id)
    assert found.text == (
        f"山田 太郎 様\n受付番号 {case.number} の件、{actor(sato).name}が承ります。{{{{期限}}}} {{{{なぞ}}}}"
    )
    assert found.missing == ("{{期限}}", "{{なぞ}}")
    template.refresh_from_db()
    assert template.uses == 1


def test_each_sees_the_brands_the_queues_and_their_own(
    case: Case, brand: Brand, other_brand: Brand, sato: Staff, suzuki: Staff, takahashi: Staff
) -> None:
    elsewhere = make_queue(brand, "法人")
    make(sato, brand, "全体")
    make(sato, brand, "この窓口", queue_id=case.queue_id)
    make(sato, brand, "別の窓口", queue_id=elsewhere.id)
    make(suzuki, brand, "鈴木だけ", own=True)
    make(takahashi, other_brand, "よそ")
    head = queries.get_case(actor(sato), case.id)
    assert {each.name for each in queries.templates_for(actor(sato), head)} == {"全体", "この窓口"}
    assert {each.name for each in queries.templates_for(actor(suzuki), head)} == {"全体", "この窓口", "鈴木だけ"}
    own = Template.objects.get(name="鈴木だけ")
    with pytest.raises(NotFound):
        actions.use_template(actor=actor(sato), case_id=case.id, template_id=own.id)
    with pytest.raises(NotFound):
        actions.change_template(actor=actor(sato), template_id=own.id, name="x")


def test_operators_keep_their_own_only(case: Case, brand: Brand, suzuki: Staff) -> None:
    with pytest.raises(NotAllowed):
        make(suzuki, brand)
    assert make(suzuki, brand, own=True).owner_id == suzuki.id


def test_a_template_says_or_does_something(brand: Brand, sato: Staff) -> None:
    for name, fields in (("", {}), ("空", {"body": ""}), ("いつか", {"actions": {"snooze": "いつか"}})):
        with pytest.raises(NotPossible):
            make(sato, brand, name, **fields)


def test_a_macro_without_text_does_everything_at_once(case: Case, brand: Brand, topic: Topic, sato: Staff) -> None:
    told = {"assign": "me", "topic": str(topic.id), "priority": "2", "snooze": "3日後"}
    macro = make(sato, brand, body="", actions=told)
    done = actions.apply_macro(actor=actor(sato), case_id=case.id, template_id=macro.id)
    case.refresh_from_db()
    assert (case.assignee_id, case.topic_id, case.priority) == (sato.id, topic.id, Priority.HIGH)
    assert case.status == Status.PENDING
    assert Hold.objects.get(case=case, ended_at=None).until is not None
    assert done.then == {}


def test_with_a_text_the_status_waits_for_the_answer(case: Case, brand: Brand, sato: Staff) -> None:
    macro = make(sato, brand, actions={"assign": "me", "status": "done"})
    done = actions.apply_macro(actor=actor(sato), case_id=case.id, template_id=macro.id)
    case.refresh_from_db()
    assert (case.assignee_id, case.is_open) == (sato.id, True)
    assert done.then == {"status": "done"}


def test_all_or_nothing(case: Case, brand: Brand, sato: Staff) -> None:
    strict = make_topic(brand, "返金", needs_record=True)
    macro = make(sato, brand, body="", actions={"assign": "me", "topic": str(strict.id), "status": "done"})
    with pytest.raises(RecordNeeded):
        actions.apply_macro(actor=actor(sato), case_id=case.id, template_id=macro.id)
    case.refresh_from_db()
    assert (case.assignee_id, case.topic_id, case.is_open) == (None, None, True)


def test_the_dialog_previews_and_hands_the_text_to_the_composer(case: Case, brand: Brand, sato: Staff) -> None:
    macro = make(sato, brand, "折り返し", body="{{お客様名}} 様 {{期限}}", actions={"snooze": "翌営業日"})
    client, address = client_of(sato), reverse("desk:macros", kwargs={"number": case.number})
    assert "折り返し" in client.get(address).content.decode()
    preview = client.get(address, {"template": str(macro.id)}).content.decode()
    assert "山田 太郎 様" in preview
    assert "翌営業日" in preview
    assert "callout--warning" in preview
    answer = client.post(address, {"template": macro.id}, headers=HTMX)
    assert '"then": "pending"' in answer["HX-Trigger"]
    sent = client.post(
        reverse("desk:replies", kwargs={"number": case.number}),
        {"text": "はい", "to": "yamada@example.com", "then": "pending", "until": "翌営業日"},
        headers=HTMX,
    )
    assert sent.status_code == 200
    assert Hold.objects.get(case=case, ended_at=None).until is not None


def test_settings_add_and_change(brand: Brand, sato: Staff, topic: Topic) -> None:
    client = client_of(sato)
    given = {
        "brand": brand.id,
        "name": "督促",
        "place": "",
        "body": "お待ちしています",
        "status": "pending",
        "active": "on",
    }
    assert client.post(reverse("desk:templates"), given).status_code == 302
    made = Template.objects.get()
    assert made.actions == {"status": "pending"}
    address = reverse("desk:template-settings", kwargs={"template_id": made.id})
    assert "お待ちしています" in client.get(address).content.decode()
    assert client.post(address, given | {"name": "督促2", "snooze": "いつか"}).status_code == 422
    assert client.post(address, given | {"name": "督促2", "snooze": "3日後"}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.actions["snooze"]) == ("督促2", "3日後")
    assert "督促2" in client.get(reverse("desk:templates")).content.decode()


def test_hold_takes_words_and_marks_the_row_when_the_time_has_come(case: Case, sato: Staff) -> None:
    client, address = client_of(sato), reverse("desk:hold", kwargs={"number": case.number})
    assert "翌営業日" in client.get(address).content.decode()
    assert client.post(address, {"reason": "date", "until": "いつか"}, headers=HTMX).status_code == 422
    assert client.post(address, {"reason": "date", "until": "翌営業日"}, headers=HTMX).status_code == 200
    hold = Hold.objects.get(case=case)
    from yorisoi.kernel import clock

    assert hold.until is not None
    with clock.moved_to(hold.until):
        assert actions.wake(hold_id=hold.id)
        page = queries.inbox(actor(sato), queries.View("all"))
    assert page.rows[0].unread
    assert page.rows[0].face.direction == "wake"
    assert "row__woken" in client.get("/inbox/?view=all").content.decode()
