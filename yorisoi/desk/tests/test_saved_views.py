"""Saved views: kept, shared, counted, put in order, dropped; by those who may."""

import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from yorisoi.desk import actions
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.models import Case, Queue, SavedView
from yorisoi.desk.queries import saved_views, view_counts
from yorisoi.desk.tests.test_inbox_queries import make
from yorisoi.kernel import audit
from yorisoi.workspace.contracts import Actor, NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db


def names(staff: Staff) -> list[str]:
    return [view.name for view in saved_views(actor(staff))]


def test_ones_own_and_the_brands_in_order(brand: Brand, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    actions.save_view(actor=actor(sato), name="共有", query="view=all&status=new", brand_id=brand.id)
    for name in ("いち", "に", "さん"):
        last = actions.save_view(actor=actor(suzuki), name=name, query="view=mine")
    assert names(suzuki) == ["いち", "に", "さん", "共有"]
    assert (names(sato), names(tanaka)) == (["共有"], [])
    actions.move_view(actor=actor(suzuki), view_id=last, up=True)
    assert names(suzuki) == ["いち", "さん", "に", "共有"]
    actions.move_view(actor=actor(suzuki), view_id=last, up=True)
    actions.move_view(actor=actor(suzuki), view_id=last, up=True)
    assert names(suzuki) == ["さん", "いち", "に", "共有"]
    actions.change_view(actor=actor(suzuki), view_id=last, name="  ひとつ  ", query="view=done&nonsense=1&tag=x")
    assert SavedView.objects.get(id=last).query == "view=done"
    actions.drop_view(actor=actor(suzuki), view_id=last)
    assert names(suzuki) == ["いち", "に", "共有"]
    assert audit.entries("view", last).filter(verb="view.dropped").exists()


VERBS: list[Callable[[Actor, UUID], None]] = [
    lambda who, pk: actions.change_view(actor=who, view_id=pk, name="盗"),
    lambda who, pk: actions.move_view(actor=who, view_id=pk, up=True),
    lambda who, pk: actions.drop_view(actor=who, view_id=pk),
]


def test_sharing_needs_the_right_and_others_views_are_not_touched(
    brand: Brand, other_brand: Brand, sato: Staff, suzuki: Staff, tanaka: Staff
) -> None:
    with pytest.raises(NotAllowed):
        actions.save_view(actor=actor(suzuki), name="x", query="view=all", brand_id=brand.id)
    with pytest.raises(NotAllowed):
        actions.save_view(actor=actor(sato), name="x", query="view=all", brand_id=other_brand.id)
    shared = actions.save_view(actor=actor(sato), name="共有", query="view=all", brand_id=brand.id)
    own = actions.save_view(actor=actor(sato), name="自分", query="view=all")
    for staff in (suzuki, tanaka):
        for view_id in (shared, own):
            for verb in VERBS:
                with pytest.raises(NotFound):
                    verb(actor(staff), view_id)
    assert names(sato) == ["自分", "共有"]


def test_a_view_needs_a_name_and_a_known_view(sato: Staff) -> None:
    with pytest.raises(NotPossible):
        actions.save_view(actor=actor(sato), name=" ", query="view=all")
    with pytest.raises(NotFound):
        actions.save_view(actor=actor(sato), name="x", query="view=nothing")


def test_counts_are_true_and_stop_at_99(queue: Queue, sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    make(queue, 3, priority=3)
    few = actions.save_view(actor=actor(sato), name="至急", query="view=all&priority=3", brand_id=queue.brand_id)
    every = actions.save_view(actor=actor(sato), name="全", query="view=all")
    done = actions.save_view(actor=actor(sato), name="完了", query="view=done")
    make(queue, 100)
    counts = view_counts(actor(sato))
    assert (counts[few].n, counts[few].more) == (3, False)
    assert (counts[every].n, counts[every].more) == (99, True)
    assert done not in counts
    assert set(view_counts(actor(suzuki))) == {few}
    assert view_counts(actor(tanaka)) == {}
    assert client_of(sato).get("/inbox/views/counts/").json() == {f"saved:{few}": "3", f"saved:{every}": "99+"}


def test_counting_reads_no_further_than_its_reach(queue: Queue, sato: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    (rare,) = make(queue, 1, priority=3)
    Case.objects.filter(id=rare).update(last_at=Case.objects.get().last_at.replace(year=2020))
    make(queue, 10)
    view = actions.save_view(actor=actor(sato), name="至急", query="view=all&priority=3")
    assert (view_counts(actor(sato))[view].n, view_counts(actor(sato))[view].more) == (1, False)
    monkeypatch.setattr(sys.modules[view_counts.__module__], "REACH", 5)
    assert (view_counts(actor(sato))[view].n, view_counts(actor(sato))[view].more) == (0, True)


@pytest.fixture
def browser(sato: Staff) -> Client:
    return client_of(sato)


def test_is_saved_from_the_list_and_stands_in_the_rail(case: Case, brand: Brand, browser: Client, sato: Staff) -> None:
    dialog = browser.get("/inbox/views/new/?view=all&status=new").content.decode()
    assert "view=all&amp;status=new" in dialog
    given: dict[str, Any] = {"name": "新着", "query": "view=all&status=new", "brand": str(brand.id)}
    answer = browser.post("/inbox/views/", given)
    view = SavedView.objects.get()
    assert answer["Location"] == f"/inbox/?view=all&status=new&saved={view.id}"
    page = browser.get(answer["Location"]).content.decode()
    assert '<h1 id="list-title" class="truncate">新着</h1>' in page
    assert f'data-count-of="saved:{view.id}"' in page
    assert browser.post("/inbox/views/", {"name": "", "query": "view=all"}).status_code == 422
    browser.post("/inbox/views/", {"query": "view=all&status=open", "update": str(view.id)})
    view.refresh_from_db()
    assert (view.name, view.query) == ("新着", "view=all&status=open")


def test_is_renamed_and_dropped_on_its_page(browser: Client, sato: Staff) -> None:
    view = actions.save_view(actor=actor(sato), name="新着", query="view=all")
    assert "新着" in browser.get("/inbox/views/").content.decode()
    browser.post(f"/inbox/views/{view}/", {"name": "今日の新着"})
    assert names(sato) == ["今日の新着"]
    browser.post(f"/inbox/views/{view}/", {"drop": "1"})
    assert names(sato) == []


def test_views_cost_the_inbox_no_query_each(
    queue: Queue, sato: Staff, browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make(queue, 10)
    browser.get("/settings/")
    for more in (1, 10):
        for _each in range(more):
            actions.save_view(actor=actor(sato), name="x", query="view=all")
        with django_assert_num_queries(7):
            browser.get("/inbox/?view=all")
