"""Fields that topics ask for: read as typed, stored by type, inherited down the tree, needed before closing."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import NotPossible, RecordFields, RecordNeeded, Status
from yorisoi.desk.fields import FieldKind, read_values
from yorisoi.desk.models import Case, CaseField, FieldValue, Happening, Record, Topic
from yorisoi.desk.testing import make_topic
from yorisoi.workspace.contracts import SYSTEM, NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
RECORD = RecordFields(reason="荷物の遅延", action="配送状況を案内", outcome="解決")


@pytest.mark.parametrize(
    ("kind", "typed", "text", "stored"),
    [
        ("text", "　青い箱 ", "青い箱", None),
        ("number", "１，２３４．５", "1,234.5", Decimal("1234.5")),
        ("number", "−３", "-3", Decimal(-3)),
        ("yen", "￥１２，３４５円", "¥12,345", Decimal(12345)),
        ("day", "令和8年11月25日", "2026-11-25", date(2026, 11, 25)),
        ("day", "S25.4.1", "1950-04-01", date(1950, 4, 1)),
        ("flag", "はい", "1", True),
        ("flag", "なし", "0", False),
        ("choice", "ﾚｲｿﾞｳ", "レイゾウ", None),
        ("device", "らくらくスマートフォン", "らくらくスマートフォン", None),
    ],
)
def test_what_people_type_is_read(kind: str, typed: str, text: str, stored: Any) -> None:
    (value,) = read_values(FieldKind(kind), ["冷凍", "レイゾウ"], [typed])
    found = value.number if value.number is not None else value.day if value.day is not None else value.flag
    assert (value.text, found) == (text, stored)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "十二"), ("number", "NaN"), ("number", "1.23456"), ("yen", "12.5円"), ("day", "昭和99年1月1日"),
        ("day", "あした"), ("flag", "たぶん"), ("choice", "常温"), ("text", "あ" * 501), ("number", "9" * 20),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_refused_in_words(kind: str, typed: str) -> None:
    with pytest.raises(ValueError, match=r".{8,}"):
        read_values(FieldKind(kind), ["冷凍"], [typed])


@pytest.fixture
def tree(brand: Brand) -> tuple[Topic, Topic]:
    big = make_topic(brand, "配送")
    return big, make_topic(brand, "遅延", big, needs_record=True)


def make_field(brand: Brand, name: str, kind: str = "text", **more: Any) -> CaseField:
    return CaseField.objects.get(id=actions.create_field(actor=SYSTEM, brand_id=brand.id, name=name, kind=kind, **more))


@pytest.fixture
def fields(brand: Brand, tree: tuple[Topic, Topic]) -> dict[str, CaseField]:
    """端末 of every case, 送り状番号 of 配送, お届け予定日 (needed) of 遅延, one of 料金."""
    return {
        "予定日": make_field(brand, "お届け予定日", "day", topic_id=tree[1].id, required=True),
        "送り状": make_field(brand, "送り状番号", topic_id=tree[0].id),
        "端末": make_field(brand, "端末", "device"),
        "請求額": make_field(brand, "請求額", "yen", topic_id=make_topic(brand, "料金").id),
        "温度": make_field(brand, "温度帯", "choices", topic_id=tree[0].id, options=["常温", "冷蔵", "冷凍"]),
    }


@pytest.fixture
def late(case: Case, tree: tuple[Topic, Topic], suzuki: Staff) -> Case:
    actions.set_topic(actor=actor(suzuki), case_id=case.id, topic_id=tree[1].id)
    return Case.objects.get(id=case.id)


def fill(who: Staff, case: Case, typed: dict[UUID, list[str]]) -> None:
    actions.fill_fields(actor=actor(who), case_id=case.id, typed=typed)


def test_a_case_has_its_topics_fields_and_those_above(
    late: Case, fields: dict[str, CaseField], suzuki: Staff, brand: Brand
) -> None:
    names = [line.name for line in queries.case_fields(actor(suzuki), late.id)]
    assert names == ["端末", "送り状番号", "温度帯", "お届け予定日"]
    actions.change_field(actor=SYSTEM, field_id=fields["送り状"].id, active=False)
    assert "送り状番号" not in [line.name for line in queries.case_fields(actor(suzuki), late.id)]


def test_values_are_stored_by_type_and_found_by_it(late: Case, fields: dict[str, CaseField], suzuki: Staff) -> None:
    typed = {
        fields["予定日"].id: ["令和8年12月1日"],
        fields["温度"].id: ["冷凍", "常温", "冷凍"],
        fields["端末"].id: ["iPad"],
    }
    fill(suzuki, late, typed)
    assert FieldValue.objects.get(field=fields["予定日"]).day == date(2026, 12, 1)
    assert queries.cases_with(fields["予定日"].id, least=date(2026, 11, 30), most=date(2026, 12, 2)) == [late.id]
    assert queries.cases_with(fields["予定日"].id, least=date(2026, 12, 2)) == []
    assert queries.cases_with(fields["温度"].id, text="常温") == [late.id]
    assert Happening.objects.filter(case=late, verb="fields_filled").count() == 1
    fill(suzuki, late, typed)
    assert Happening.objects.filter(case=late, verb="fields_filled").count() == 1
    fill(suzuki, late, {fields["温度"].id: []})
    assert queries.cases_with(fields["温度"].id, text="常温") == []
    assert FieldValue.objects.filter(case=late).count() == 2


def test_one_wrong_field_saves_nothing(late: Case, fields: dict[str, CaseField], suzuki: Staff) -> None:
    with pytest.raises(actions.FieldsWrong) as caught:
        fill(suzuki, late, {fields["端末"].id: ["iPad"], fields["予定日"].id: ["そのうち"]})
    assert set(caught.value.errors) == {fields["予定日"].id}
    assert not FieldValue.objects.exists()


def test_what_is_needed_is_needed_to_close(late: Case, fields: dict[str, CaseField], suzuki: Staff) -> None:
    who = actor(suzuki)
    with pytest.raises(RecordNeeded) as caught:
        actions.close(actor=who, case_id=late.id)
    assert set(caught.value.fields) == {fields["予定日"].id}
    assert caught.value.missing
    with pytest.raises(RecordNeeded):
        actions.close(actor=who, case_id=late.id, record=RECORD)
    assert not Record.objects.exists()
    actions.close(actor=who, case_id=late.id, record=RECORD, typed={fields["予定日"].id: ["2026-12-01"]})
    assert Case.objects.get(id=late.id).status == Status.DONE


def test_without_need_of_action_nothing_is_asked(late: Case, fields: dict[str, CaseField], suzuki: Staff) -> None:
    actions.close(actor=actor(suzuki), case_id=late.id, outcome=Status.NO_ACTION)
    assert not Case.objects.get(id=late.id).is_open


def test_the_closing_dialog_asks_and_keeps_what_was_typed(
    late: Case, fields: dict[str, CaseField], suzuki: Staff
) -> None:
    client, address = client_of(suzuki), f"/cases/{late.number}/closure/"
    asked = client.post(address, headers=HTMX)
    assert asked.status_code == 422
    assert "お届け予定日" in asked.content.decode()
    name = f"field:{fields['予定日'].id}"
    given = {"reason": "荷物の遅延", "action": "配送状況を案内", "outcome": "解決", name: "そのうち"}
    again = client.post(address, given, headers=HTMX)
    assert again.status_code == 422
    assert 'value="そのうち"' in again.content.decode()
    done = client.post(address, {**given, name: ["", "令和8年12月1日"]}, headers=HTMX)
    assert done.status_code == 200
    assert not Case.objects.get(id=late.id).is_open


def test_the_panel_saves_both_and_tells_what_the_checks_say(
    late: Case, fields: dict[str, CaseField], suzuki: Staff
) -> None:
    client, address = client_of(suzuki), f"/cases/panels/{late.id}/record/"
    name = f"field:{fields['予定日'].id}"
    page = client.post(address, {"reason": "同上", "outcome": "解決", name: "2026-12-01"}, headers=HTMX)
    text = page.content.decode()
    assert page.status_code == 200
    assert "内容がない" in text
    assert "記入もれ" in text
    assert Record.objects.get(case=late).findings == ["missing", "says_nothing"]
    wrong = client.post(address, {"reason": "遅延", name: "x"}, headers=HTMX)
    assert wrong.status_code == 422
    assert FieldValue.objects.get(case=late).text == "2026-12-01"


def test_an_answer_that_closes_asks_for_the_fields_too(late: Case, fields: dict[str, CaseField], suzuki: Staff) -> None:
    client, address = client_of(suzuki), f"/cases/{late.number}/replies/"
    given = {"text": "明日届きます", "to": "yamada@example.com", "then": "done"}
    assert "お届け予定日" in client.post(address, given, headers=HTMX).content.decode()
    record = {"reason": "荷物の遅延", "action": "配送状況を案内", "outcome": "解決"}
    typed = {f"field:{fields['予定日'].id}": "2026-12-01"}
    client.post(address, {**given, **record, **typed}, headers=HTMX)
    assert Case.objects.get(id=late.id).status == Status.DONE


@pytest.mark.parametrize("wrong", [{"name": " "}, {"kind": "choice", "options": ["一つ"]}, {"name": "端末"}])
def test_a_field_that_cannot_be_is_refused(brand: Brand, fields: dict[str, CaseField], wrong: dict[str, Any]) -> None:
    with pytest.raises(NotPossible):
        actions.create_field(actor=SYSTEM, brand_id=brand.id, **{"name": "新しい", "kind": "text", **wrong})


def test_only_who_manages_topics(brand: Brand, fields: dict[str, CaseField], suzuki: Staff, tanaka: Staff) -> None:
    with pytest.raises(NotAllowed):
        actions.create_field(actor=actor(suzuki), brand_id=brand.id, name="x", kind="text")
    with pytest.raises(NotFound):
        actions.change_field(actor=actor(tanaka), field_id=fields["端末"].id, required=True)


def test_fields_are_made_and_changed_on_their_page(brand: Brand, sato: Staff) -> None:
    client: Client = client_of(sato)
    given = {"name": "色", "kind": "choice", "options": "赤\n青\n\n", "order": "5", "active": "on", "topic_id": ""}
    assert client.post(f"/settings/fields/?brand={brand.id}", given).status_code == 302
    field = CaseField.objects.get(name="色")
    assert field.options == ["赤", "青"]
    changed = {"name": "色", "options": "赤\n青\n緑", "required": "on", "order": "5", "active": "on"}
    assert client.post(f"/settings/fields/{field.id}/", changed).status_code == 302
    field.refresh_from_db()
    assert (field.required, len(field.options), field.kind) == (True, 3, "choice")


def test_the_quality_of_records_and_their_table(
    case: Case, sato: Staff, suzuki: Staff, tanaka: Staff, other_case: Case
) -> None:
    good = RecordFields("ジュース", "瓶の破損", "梱包", "交換品を手配し倉庫へ共有", "交換で了承", "物流部")
    actions.close(actor=actor(suzuki), case_id=case.id, record=good)
    actions.write_record(actor=SYSTEM, case_id=other_case.id, record=RecordFields(reason="他社"))
    quality = queries.quality(actor(sato), queries.last_days())
    assert (quality.complete.part, quality.complete.whole, quality.complete.percent) == (1, 1, 100)
    assert [(share.name, share.whole) for share in quality.departments] == [("物流部", 1)]
    table = list(queries.record_table(actor(sato), queries.last_days()))
    assert len(table) == 2
    assert table[1][0] == case.number
    assert "山田" not in str(table)
    page = client_of(sato).get("/records/csv/?department=物流部")
    assert "瓶の破損" in b"".join(page.streaming_content).decode()  # type: ignore[attr-defined]
    assert client_of(sato).get("/records/?first=きのう").status_code == 422
    with pytest.raises(NotAllowed):
        queries.quality(actor(suzuki), queries.last_days())


def test_closing_judges_the_record_anew(case: Case, suzuki: Staff) -> None:
    waits = RecordFields("", "音声が出ない", "", "設定の確認を案内", "確認中", "", "12/1に再連絡")
    actions.write_record(actor=actor(suzuki), case_id=case.id, record=waits)
    assert Record.objects.get(case=case).findings == []
    actions.close(actor=actor(suzuki), case_id=case.id)
    assert Record.objects.get(case=case).findings == ["contradiction"]
