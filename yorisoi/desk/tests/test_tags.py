"""Tags: given, taken off, shown, filtered by; made, renamed, merged, retired by those who may."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels.testing import Mailbox
from yorisoi.desk import actions, public
from yorisoi.desk.contracts import NotPossible, TagColour
from yorisoi.desk.models import Case, CaseTag, Happening, Queue, Tag
from yorisoi.desk.queries import Filters, View, inbox, numbered, tag_rows
from yorisoi.desk.testing import make_tag, received_case
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of, make_staff

pytestmark = pytest.mark.django_db


def names(staff: Staff, case: Case) -> list[str]:
    return [tag.name for tag in public.tags_of(actor(staff), case.id)]


def test_are_given_and_taken_off_and_the_timeline_says_so(case: Case, brand: Brand, suzuki: Staff) -> None:
    vip, press = make_tag(brand, "VIP"), make_tag(brand, "取材")
    public.set_tags(actor=actor(suzuki), case_id=case.id, tag_ids=[vip.id, press.id])
    public.set_tags(actor=actor(suzuki), case_id=case.id, tag_ids=[press.id])
    assert names(suzuki, case) == ["取材"]
    lines = list(Happening.objects.filter(case=case, verb="tagged").order_by("at", "id").values_list("data", flat=True))
    assert lines == [{"added": ["VIP", "取材"], "removed": []}, {"added": [], "removed": ["VIP"]}]
    assert audit.entries("case", case.id).filter(verb="case.tagged", actor_id=suzuki.id).count() == 2


def test_a_change_adds_and_removes_and_leaves_the_rest(case: Case, brand: Brand, suzuki: Staff) -> None:
    vip, press, old = (make_tag(brand, name) for name in ("VIP", "取材", "旧"))
    public.set_tags(actor=actor(suzuki), case_id=case.id, tag_ids=[vip.id, old.id])
    public.change_tags(actor=actor(suzuki), case_id=case.id, add=[press.id, vip.id], remove=[old.id])
    assert names(suzuki, case) == ["VIP", "取材"]
    before = Happening.objects.count()
    public.change_tags(actor=actor(suzuki), case_id=case.id, add=[press.id], remove=[old.id])
    assert Happening.objects.count() == before


def test_of_another_brand_or_retired_are_not_given(case: Case, brand: Brand, other_brand: Brand, sato: Staff) -> None:
    theirs, retired = make_tag(other_brand, "会員"), make_tag(brand, "旧")
    actions.change_tag(actor=actor(sato), tag_id=retired.id, active=False)
    for tag in (theirs, retired):
        with pytest.raises(NotPossible):
            public.change_tags(actor=actor(sato), case_id=case.id, add=[tag.id])
    assert not CaseTag.objects.exists()


def test_a_retired_tag_stays_where_it_is(case: Case, brand: Brand, sato: Staff) -> None:
    old, new = make_tag(brand, "旧"), make_tag(brand, "新")
    public.set_tags(actor=actor(sato), case_id=case.id, tag_ids=[old.id])
    actions.change_tag(actor=actor(sato), tag_id=old.id, active=False)
    page = client_of(sato).get(f"/cases/{case.number}/tags/").content.decode()
    assert f'value="{old.id}" checked' in page
    client_of(sato).post(f"/cases/{case.number}/tags/", {"tag": [str(old.id), str(new.id)]})
    assert names(sato, case) == ["新", "旧"]


def test_stand_in_rows_and_head_at_no_query_more(
    case: Case, brand: Brand, sato: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    who = actor(sato)
    for name in ("VIP", "取材"):
        tag_id = actions.create_tag(actor=who, brand_id=brand.id, name=name, colour=TagColour.DANGER)
        public.change_tags(actor=who, case_id=case.id, add=[tag_id])
    with django_assert_num_queries(3):
        (row,) = inbox(who, View("all")).rows
    with django_assert_num_queries(1):
        head = numbered(who, case.number)
    assert row.face.tags == head.tags == (("VIP", "danger"), ("取材", "danger"))
    page = client_of(sato).get(f"/inbox/?view=all&case={case.number}").content.decode()
    assert page.count('<span class="tag-look tag-look--danger">取材</span>') == 2


def test_narrow_the_inbox(case: Case, mailbox: Mailbox, brand: Brand, sato: Staff) -> None:
    received_case(mailbox, sender="suga@example.com", message_id="b@example.com")
    vip = make_tag(brand, "VIP")
    public.change_tags(actor=actor(sato), case_id=case.id, add=[vip.id])
    assert [row.face.id for row in inbox(actor(sato), View("all"), Filters(tag_id=vip.id)).rows] == [case.id]
    page = client_of(sato).get(f"/inbox/?view=all&tag={vip.id}").content.decode()
    assert (page.count("data-row "), f"#{case.number}" in page) == (1, True)


def test_many_cases_at_once_and_only_what_one_may_see(case: Case, brand: Brand, sato: Staff, tanaka: Staff) -> None:
    vip = make_tag(brand, "VIP")
    public.change_tags(actor=actor(sato), case_id=case.id, add=[vip.id])
    found = public.tags_of_cases(actor(sato), [case.id])
    assert {pk: [tag.name for tag in tags] for pk, tags in found.items()} == {case.id: ["VIP"]}
    assert public.tags_of_cases(actor(tanaka), [case.id]) == {}


@pytest.mark.parametrize("name", ["", "  ", "vip", "ＶＩＰ"])
def test_a_name_is_one_in_any_width_and_case(brand: Brand, other_brand: Brand, sato: Staff, name: str) -> None:
    make_tag(brand, "VIP")
    make_tag(other_brand, "VIP")
    with pytest.raises(NotPossible):
        actions.create_tag(actor=actor(sato), brand_id=brand.id, name=name)


def test_are_renamed_with_their_own_name_free(brand: Brand, sato: Staff) -> None:
    vip = make_tag(brand, "vip")
    actions.change_tag(actor=actor(sato), tag_id=vip.id, name="VIP", colour=TagColour.SPECIAL)
    vip.refresh_from_db()
    assert (vip.name, vip.colour, vip.active) == ("VIP", "special", True)


def test_merging_moves_every_case_and_counts_them(case: Case, mailbox: Mailbox, brand: Brand, sato: Staff) -> None:
    other = received_case(mailbox, sender="suga@example.com", message_id="b@example.com")
    old, new = make_tag(brand, "クレーム"), make_tag(brand, "苦情")
    public.set_tags(actor=actor(sato), case_id=case.id, tag_ids=[old.id, new.id])
    public.set_tags(actor=actor(sato), case_id=other.id, tag_ids=[old.id])
    response = client_of(sato).post(f"/settings/tags/{old.id}/merge/", {"into": str(new.id)})
    assert response.status_code == 302
    assert (names(sato, case), names(sato, other)) == (["苦情"], ["苦情"])
    assert [(row.tag.name, row.n) for row in tag_rows(actor(sato), brand.id)] == [("苦情", 2)]
    assert audit.entries("tag", old.id).get(verb="tag.merged").data["cases"] == 2


def test_do_not_merge_into_themselves_or_another_brand(brand: Brand, other_brand: Brand, takahashi: Staff) -> None:
    one, theirs = make_tag(brand, "苦情"), make_tag(other_brand, "苦情")
    for into in (one, theirs):
        with pytest.raises(NotPossible):
            actions.merge_tags(actor=actor(takahashi), tag_id=one.id, into_id=into.id)
    assert Tag.objects.count() == 2


def test_settings_make_change_and_show_counts(case: Case, brand: Brand, sato: Staff) -> None:
    client = client_of(sato)
    client.post("/settings/tags/", {"name": "取材", "colour": "info"})
    tag = Tag.objects.get()
    public.set_tags(actor=actor(sato), case_id=case.id, tag_ids=[tag.id])
    page = client.get("/settings/tags/").content.decode()
    assert f'/inbox/?view=all&amp;tag={tag.id}"' in page
    assert client.post(f"/settings/tags/{tag.id}/", {"name": "報道", "colour": "danger"}).status_code == 302
    tag.refresh_from_db()
    assert (tag.name, tag.colour, tag.active) == ("報道", "danger", False)
    again = client.post("/settings/tags/", {"name": "報道", "colour": "info"})
    assert (again.status_code, "この名前のタグ" in again.content.decode()) == (422, True)


REFUSED: list[Callable[[Any, Brand, Tag], Any]] = [
    lambda who, brand, _tag: actions.create_tag(actor=who, brand_id=brand.id, name="x"),
    lambda who, _brand, tag: actions.change_tag(actor=who, tag_id=tag.id, name="x"),
    lambda who, _brand, tag: actions.merge_tags(actor=who, tag_id=tag.id, into_id=tag.id),
    lambda who, brand, _tag: tag_rows(who, brand.id),
]


@pytest.mark.parametrize("verb", REFUSED)
def test_operators_and_other_brands_manage_none(
    brand: Brand, queue: Queue, suzuki: Staff, tanaka: Staff, verb: Callable[..., Any]
) -> None:
    tag = make_tag(brand, "VIP")
    for staff in (suzuki, tanaka):
        with pytest.raises((NotAllowed, NotFound)):
            verb(actor(staff), brand, tag)
    assert Tag.objects.get().name == "VIP"


def test_viewers_and_other_brands_give_none(case: Case, brand: Brand, tanaka: Staff) -> None:
    vip = make_tag(brand, "VIP")
    viewer = make_staff("ito@example.jp", "伊藤", "三郎", ("イトウ", "サブロウ"), "viewer", brand)
    for staff, error in ((viewer, NotAllowed), (tanaka, NotFound)):
        with pytest.raises(error):
            public.set_tags(actor=actor(staff), case_id=case.id, tag_ids=[vip.id])
    with pytest.raises(NotFound):
        public.tags(actor(tanaka), brand.id)
    assert not CaseTag.objects.exists()
