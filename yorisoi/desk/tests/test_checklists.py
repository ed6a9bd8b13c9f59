"""Checklists: items by topic and queue, ticked with who and when, needed to close unless somebody says why not."""

from typing import Any
from uuid import UUID

import pytest

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import NotPossible, RecordNeeded, Status
from yorisoi.desk.models import Case, ChecklistItem, ChecklistOverride, ChecklistTick, Happening, Queue, Topic
from yorisoi.desk.testing import make_queue, make_topic
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import SYSTEM, NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def item(brand: Brand, text: str, **place: Any) -> UUID:
    return actions.create_item(actor=SYSTEM, brand_id=brand.id, text=text, **place)


def open_texts(who: Staff, case: Case) -> list[str]:
    return [line.text for line in queries.checklist(actor(who), case.id) if line.at is None]


def close(who: Staff, case: Case, **more: Any) -> None:
    actions.close(actor=actor(who), case_id=case.id, **more)


def test_items_of_the_topic_above_it_and_of_the_queue(case: Case, brand: Brand, queue: Queue, suzuki: Staff) -> None:
    big = make_topic(brand, "配送")
    small = make_topic(brand, "破損", big)
    item(brand, "すべて")
    item(brand, "配送だけ", topic_id=big.id)
    item(brand, "この窓口", queue_id=queue.id)
    item(brand, "ほかの窓口", queue_id=make_queue(brand, "別").id)
    item(brand, "料金だけ", topic_id=make_topic(brand, "料金").id)
    assert open_texts(suzuki, case) == ["すべて", "この窓口"]
    actions.set_topic(actor=actor(suzuki), case_id=case.id, topic_id=small.id)
    assert open_texts(suzuki, case) == ["すべて", "配送だけ", "この窓口"]


def test_ticked_with_who_and_when_and_taken_off(case: Case, brand: Brand, suzuki: Staff, tanaka: Staff) -> None:
    pk = item(brand, "折り返し済み")
    for _each in range(2):
        actions.tick(actor=actor(suzuki), case_id=case.id, item_id=pk)
    tick = ChecklistTick.objects.get()
    assert (tick.by_id, tick.by_name) == (suzuki.id, "鈴木 一郎")
    actions.tick(actor=actor(suzuki), case_id=case.id, item_id=pk, done=False)
    assert not ChecklistTick.objects.exists()
    assert [each.verb for each in audit.entries("case", case.id)][-2:] == ["case.item_ticked", "case.item_unticked"]
    with pytest.raises(NotFound):
        actions.tick(actor=actor(tanaka), case_id=case.id, item_id=pk)


def test_closing_needs_all_of_them(case: Case, brand: Brand, suzuki: Staff) -> None:
    one, two = item(brand, "本人確認"), item(brand, "再発防止を確認")
    actions.tick(actor=actor(suzuki), case_id=case.id, item_id=one)
    with pytest.raises(RecordNeeded) as caught:
        close(suzuki, case)
    assert caught.value.items == {two: "再発防止を確認"}
    close(suzuki, case, ticked=[two])
    assert Case.objects.get(id=case.id).status == Status.DONE
    assert ChecklistTick.objects.count() == 2


def test_a_refusal_ticks_nothing(case: Case, brand: Brand, suzuki: Staff) -> None:
    one, _two = item(brand, "本人確認"), item(brand, "再発防止を確認")
    with pytest.raises(RecordNeeded):
        close(suzuki, case, ticked=[one])
    assert not ChecklistTick.objects.exists()


def test_who_may_closes_all_the_same_and_says_why(case: Case, brand: Brand, sato: Staff, suzuki: Staff) -> None:
    item(brand, "本人確認")
    with pytest.raises(NotAllowed):
        close(suzuki, case, override="急ぎ")
    close(sato, case, override="お客様が辞退")
    kept = ChecklistOverride.objects.get()
    assert (kept.reason, kept.left, kept.by_id) == ("お客様が辞退", ["本人確認"], sato.id)
    assert Happening.objects.filter(case=case, verb="checklist_overridden").exists()


def test_without_need_of_action_nothing_is_asked(case: Case, brand: Brand, suzuki: Staff) -> None:
    item(brand, "本人確認")
    close(suzuki, case, outcome=Status.NO_ACTION)
    assert not Case.objects.get(id=case.id).is_open


def test_the_dialog_asks_ticks_and_closes(case: Case, brand: Brand, sato: Staff, suzuki: Staff) -> None:
    pk, address = item(brand, "本人確認"), f"/cases/{case.number}/closure/"
    asked = client_of(suzuki).post(address, headers=HTMX)
    assert asked.status_code == 422
    assert "本人確認" in asked.content.decode()
    assert 'name="override"' not in asked.content.decode()
    assert 'name="override"' in client_of(sato).post(address, headers=HTMX).content.decode()
    assert client_of(suzuki).post(address, {"tick": str(pk), "reason": ""}, headers=HTMX).status_code == 200
    assert not Case.objects.get(id=case.id).is_open


def test_the_panel_ticks(case: Case, brand: Brand, suzuki: Staff) -> None:
    pk = item(brand, "本人確認")
    client = client_of(suzuki)
    assert "本人確認" in client.get(f"/cases/panels/{case.id}/checklist/").content.decode()
    page = client.post(f"/cases/panels/{case.id}/checklist/{pk}/", headers=HTMX)
    assert "鈴木 一郎" in page.content.decode()
    assert client.delete(f"/cases/panels/{case.id}/checklist/{pk}/", headers=HTMX).status_code == 200
    assert not ChecklistTick.objects.exists()


def test_items_are_managed_by_those_who_manage_topics(
    brand: Brand, other_brand: Brand, sato: Staff, suzuki: Staff, tanaka: Staff
) -> None:
    pk = item(brand, "本人確認")
    with pytest.raises(NotAllowed):
        actions.create_item(actor=actor(suzuki), brand_id=brand.id, text="x")
    with pytest.raises(NotFound):
        actions.change_item(actor=actor(tanaka), item_id=pk, text="x")
    for wrong in ({"text": " "}, {"text": "x", "topic_id": make_topic(other_brand, "他").id}):
        with pytest.raises(NotPossible):
            actions.create_item(actor=actor(sato), brand_id=brand.id, **wrong)
    given = {"text": "本人確認（電話）", "order": "1", "topic_id": "", "queue_id": ""}
    assert client_of(sato).post(f"/settings/checklists/{pk}/", given).status_code == 302
    changed = ChecklistItem.objects.get(id=pk)
    assert (changed.text, changed.active) == ("本人確認（電話）", False)
    assert Topic.objects.count() == 1
