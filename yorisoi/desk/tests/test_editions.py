"""Editions of topics: planned, tried, published together; trends go on through the mapping, cases keep their topic."""

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Case, Queue, Topic, TopicChange, TopicEdition, TopicMapping
from yorisoi.desk.queries.topic_map import composed
from yorisoi.desk.testing import make_topic
from yorisoi.desk.topicmap import TopicDeed, TopicMap
from yorisoi.kernel import clock, jobs
from yorisoi.workspace.contracts import NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(brand: Brand) -> dict[str, Topic]:
    """配送 / 遅延, 配送 / 破損, 料金 / 請求."""
    shipping, money = make_topic(brand, "配送"), make_topic(brand, "料金")
    return {
        "配送": shipping,
        "料金": money,
        "遅延": make_topic(brand, "遅延", shipping, needs_record=True),
        "破損": make_topic(brand, "破損", shipping),
        "請求": make_topic(brand, "請求", money),
    }


def draft(who: Staff, brand: Brand) -> UUID:
    return actions.begin_edition(actor=actor(who), brand_id=brand.id, title="2027年度")


def plan(who: Staff, edition_id: UUID, deed: TopicDeed, topic: Topic | None = None, **data: Any) -> UUID:
    topic_id = topic.id if topic else None
    return actions.plan_change(actor=actor(who), edition_id=edition_id, deed=deed, topic_id=topic_id, data=data)


def publish(who: Staff, edition_id: UUID, **more: Any) -> None:
    actions.publish_edition(actor=actor(who), edition_id=edition_id, **more)


def paths(brand: Brand) -> list[str]:
    return [topic.path for topic in queries.topics(brand.id)]


def test_a_plan_changes_nothing_until_it_is_published(brand: Brand, sato: Staff, tree: dict[str, Topic]) -> None:
    before = paths(brand)
    edition = draft(sato, brand)
    plan(sato, edition, TopicDeed.ADD, name="再配達", parent=str(tree["配送"].id))
    plan(sato, edition, TopicDeed.RENAME, tree["破損"], name="破損・汚損")
    assert paths(brand) == before
    assert not TopicMapping.objects.exists()
    publish(sato, edition)
    assert paths(brand) == ["配送", "配送 / 遅延", "配送 / 破損・汚損", "配送 / 再配達", "料金", "料金 / 請求"]
    assert Topic.objects.get(id=tree["破損"].id).reading.endswith("オソン")


def test_from_a_moment_on(brand: Brand, sato: Staff, tree: dict[str, Topic]) -> None:
    edition, later = draft(sato, brand), clock.now() + timedelta(days=3)
    plan(sato, edition, TopicDeed.RETIRE, tree["請求"])
    publish(sato, edition, starts_at=later)
    actions.publish_due(edition_id=edition)
    assert "料金 / 請求" in paths(brand)
    with pytest.raises(NotPossible, match="公開の日時を待って"):
        plan(sato, edition, TopicDeed.RETIRE, tree["破損"])
    with clock.moved_to(later):
        jobs.run_pending()
        jobs.run_pending()
    assert "料金 / 請求" not in paths(brand)
    assert TopicMapping.objects.get().at == later == TopicEdition.objects.get().published_at


def test_one_that_waits_can_be_called_off(brand: Brand, sato: Staff, tree: dict[str, Topic]) -> None:
    edition, later = draft(sato, brand), clock.now() + timedelta(days=3)
    plan(sato, edition, TopicDeed.RETIRE, tree["請求"])
    publish(sato, edition, starts_at=later)
    actions.drop_edition(actor=actor(sato), edition_id=edition)
    with clock.moved_to(later):
        jobs.run_pending()
    assert "料金 / 請求" in paths(brand)


@pytest.mark.parametrize(
    ("deed", "name", "data"),
    [
        (TopicDeed.ADD, None, {"name": " "}),
        (TopicDeed.ADD, None, {"name": "配送"}),
        (TopicDeed.RENAME, "遅延", {"name": "破損"}),
        (TopicDeed.RETIRE, "配送", {}),
        (TopicDeed.SPLIT, "遅延", {"into": [["天候", 1000]]}),
        (TopicDeed.SPLIT, "遅延", {"into": [["天候", 600], ["倉庫", 500]]}),
        (TopicDeed.MERGE, "遅延", {"into": "x"}),
    ],
)
def test_what_cannot_be_is_said_at_once(
    brand: Brand, sato: Staff, tree: dict[str, Topic], deed: TopicDeed, name: str | None, data: dict[str, Any]
) -> None:
    edition = draft(sato, brand)
    with pytest.raises(NotPossible):
        plan(sato, edition, deed, tree[name] if name else None, **data)
    assert not TopicChange.objects.exists()


def test_a_topic_does_not_go_into_itself(brand: Brand, sato: Staff, tree: dict[str, Topic]) -> None:
    with pytest.raises(NotPossible):
        plan(sato, draft(sato, brand), TopicDeed.MERGE, tree["遅延"], into=str(tree["遅延"].id))


def made(queue: Queue, given_topics: dict[UUID | None, int]) -> None:
    """So many cases with each topic."""
    number, now = 5000, clock.now()
    for topic_id, count in given_topics.items():
        for _each in range(count):
            number += 1
            Case.objects.create(
                brand_id=queue.brand_id, queue=queue, number=number, topic_id=topic_id, opened_at=now, last_at=now
            )


def test_a_trend_goes_on_through_merge_split_and_retirement(
    brand: Brand, sato: Staff, queue: Queue, tree: dict[str, Topic]
) -> None:
    """Planted: 40 遅延, 30 破損, 20 請求, 10 without. 遅延 is split 60/30 (10 % unassigned), 破損 goes into one of the
    parts a year later, 請求 is retired. Nothing is lost, every case keeps what it was given."""
    made(queue, {tree["遅延"].id: 40, tree["破損"].id: 30, tree["請求"].id: 20, None: 10})
    given_before: Counter[UUID | None] = Counter(Case.objects.values_list("topic_id", flat=True))
    first = draft(sato, brand)
    plan(sato, first, TopicDeed.SPLIT, tree["遅延"], into=[["天候", 600], ["倉庫", 300]])
    publish(sato, first)
    weather, store = Topic.objects.get(name="天候"), Topic.objects.get(name="倉庫")
    second = draft(sato, brand)
    plan(sato, second, TopicDeed.MERGE, tree["破損"], into=str(store.id))
    plan(sato, second, TopicDeed.RETIRE, tree["請求"])
    publish(sato, second)
    third = draft(sato, brand)
    plan(sato, third, TopicDeed.MERGE, weather, into=str(store.id))
    publish(sato, third)

    assert Counter(Case.objects.values_list("topic_id", flat=True)) == given_before
    topics = queries.topic_map(actor(sato), brand.id)
    counted = topics.counted(given_before)
    assert counted == {store.id: Fraction(24 + 12 + 30), None: Fraction(4 + 20 + 10)}
    assert sum(counted.values()) == 100
    large = topics.rolled_up(counted, 1)
    assert large == {tree["配送"].id: Fraction(66), None: Fraction(34)}
    assert weather.needs_record


def test_a_retired_topic_is_not_taken_up_again_behind_the_mapping(
    brand: Brand, sato: Staff, tree: dict[str, Topic]
) -> None:
    edition = draft(sato, brand)
    plan(sato, edition, TopicDeed.RETIRE, tree["請求"])
    publish(sato, edition)
    with pytest.raises(NotPossible):
        actions.change_topic(actor=actor(sato), topic_id=tree["請求"].id, active=True)
    make_topic(brand, "請求", tree["料金"])  # the name is free again


UNIT = st.integers(min_value=1, max_value=400)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), UNIT), max_size=12))
def test_shares_always_add_up_to_one(steps: list[tuple[int, int, int]]) -> None:
    once: dict[int, list[tuple[int, int]]] = {}
    for old, new, share in steps:
        if old < new and len(once.setdefault(old, [])) < 2:
            once[old].append((new, share))
    rows = [
        (UUID(int=old), UUID(int=new) if new < 6 else None, share) for old, all_ in once.items() for new, share in all_
    ]
    for ends in composed(rows).values():
        assert sum(ends.values()) == 1
    counts: dict[UUID | None, int] = {UUID(int=n): n + 1 for n in range(6)}
    assert sum(TopicMap({}, composed(rows)).counted(counts).values()) == 21


def test_a_table_goes_into_a_draft_and_bad_rows_take_nothing(brand: Brand, sato: Staff, tree: dict[str, Topic]) -> None:
    good = "大,中,小,記録\r\n配送,遅延,,\r\n配送,置き配,玄関,1\r\n返品,,,\r\n".encode("cp932")
    result = actions.plan_from_table(actor=actor(sato), brand_id=brand.id, raw=good)
    assert (result.added, result.problems) == (3, [])
    assert result.edition_id is not None
    publish(sato, result.edition_id)
    assert {"配送 / 置き配", "配送 / 置き配 / 玄関", "返品"} <= set(paths(brand))
    assert Topic.objects.get(path="配送 / 置き配 / 玄関").needs_record
    bad = "大,中,小\r\n,遅延,\r\n新規,,\r\n".encode()
    result = actions.plan_from_table(actor=actor(sato), brand_id=brand.id, raw=bad)
    assert len(result.problems) == 1
    assert "2" in result.problems[0]
    assert TopicEdition.objects.filter(published_at=None).count() == 0


def test_what_goes_out_comes_in_without_a_change(brand: Brand, sato: Staff, tree: dict[str, Topic]) -> None:
    client = client_of(sato)
    out = b"".join(client.get(f"/settings/topics/csv/?brand={brand.id}").streaming_content)  # type: ignore[attr-defined]
    assert actions.plan_from_table(actor=actor(sato), brand_id=brand.id, raw=out).edition_id is None
    sent = {"file": SimpleUploadedFile("t.csv", out)}
    assert client.post(f"/settings/topics/csv/?brand={brand.id}", sent).status_code == 302


def test_a_whole_edition_by_its_pages(brand: Brand, sato: Staff, tree: dict[str, Topic]) -> None:
    client = client_of(sato)
    page = client.post(f"/settings/topics/editions/?brand={brand.id}", {"title": "秋"})["Location"]
    split = {"deed": "split", "topic": tree["遅延"].id, "part": ["天候", "倉庫"], "share": ["60", "12.5"]}
    assert client.post(f"{page}changes/", split).status_code == 302
    assert client.post(f"{page}changes/", {"deed": "merge", "topic": tree["破損"].id, "into": ""}).status_code == 422
    text = client.get(page).content.decode()
    assert "「配送 / 遅延」を天候 (60 %)、倉庫 (12.5 %)に分ける（未割り当て：27.5 %）" in text
    assert client.post(f"{page}publication/", {"starts_at": ""}).status_code == 302
    assert client.post(f"{page}publication/").status_code == 422
    assert "公開済み" in client.get(page).content.decode()
    assert "配送 / 天候" in paths(brand)


def test_only_who_manages_topics_of_the_brand(brand: Brand, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    edition = draft(sato, brand)
    with pytest.raises(NotAllowed):
        draft(suzuki, brand)
    with pytest.raises(NotFound):
        queries.managed_edition(actor(suzuki), edition)
    with pytest.raises(NotFound):
        queries.topic_map(actor(tanaka), brand.id)


def test_the_choice_is_found_by_reading(case: Case, suzuki: Staff, tree: dict[str, Topic]) -> None:
    text = client_of(suzuki).get(f"/cases/{case.number}/topic/").content.decode()
    assert "ハイソウ" in text
    assert tree["遅延"].path in text
