"""Rows and views are drawn once and kept, and yet each reader sees their own."""

import re
from datetime import timedelta

import pytest
from django.utils import translation
from markupsafe import Markup

from yorisoi.desk import actions
from yorisoi.desk.models import Case
from yorisoi.desk.queries import View, inbox, numbered, rail
from yorisoi.desk.testing import make_queue
from yorisoi.desk.views.drawing import drawn_head, drawn_rows, drawn_views
from yorisoi.kernel import clock
from yorisoi.workspace.testing import Brand, Staff, actor

pytestmark = pytest.mark.django_db
MORE = Markup('<li class="more"></li>')


def drawn(staff: Staff, current: str = "") -> str:
    return drawn_rows(inbox(actor(staff), View("all")).rows, Markup("view=all"), current, MORE)


def test_each_reader_sees_what_is_theirs(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.look(actor=actor(sato), case_id=case.id)
    mine, others = drawn(sato, str(case.number)), drawn(suzuki)
    assert "is-unread" not in mine
    assert 'aria-current="true"' in mine
    assert sato.display_name not in mine
    assert "is-unread" in others
    assert 'aria-current="true"' not in others
    assert sato.display_name in others


def test_a_change_is_drawn(case: Case, sato: Staff) -> None:
    assert "届かない" in drawn(sato)
    actions.set_subject(actor=actor(sato), case_id=case.id, subject="<b>届きました</b>")
    again = drawn(sato)
    assert "&lt;b&gt;届きました&lt;/b&gt;" in again
    assert "届かない" not in re.sub("<time.*?</time>", "", again)


def test_time_passes_over_what_is_kept(case: Case, sato: Staff) -> None:
    with translation.override("ja"):
        Case.objects.update(last_at=clock.now() - timedelta(minutes=3, seconds=1))
        assert "3分前" in drawn(sato)
        Case.objects.update(last_at=clock.now() - timedelta(minutes=5, seconds=1))
        assert "5分前" in drawn(sato)


@pytest.mark.parametrize(("count", "before"), [(0, None), (3, 3), (10, 10), (12, 10)])
def test_the_next_page_is_fetched_ten_rows_before_the_end(
    case: Case, sato: Staff, count: int, before: int | None
) -> None:
    rows = inbox(actor(sato), View("all")).rows * count
    parts = drawn_rows(rows, Markup(), "", MORE).split(MORE)
    assert len(parts) == (1 if before is None else 2)
    assert parts[-1].count("data-row") == (before or 0)


def test_views_tell_their_counts_in_the_readers_language(case: Case, brand: Brand, sato: Staff) -> None:
    def said() -> str:
        return re.sub(r"<[^>]+>|\s", "", drawn_views(rail(actor(sato)), "all"))

    make_queue(brand, "<解約>")
    with translation.override("ja"):
        assert "未割り当て1" in said()
        assert "&lt;解約&gt;" in said()
        actions.assign(actor=actor(sato), case_id=case.id, staff_id=sato.id)
        assert "自分の担当1" in said()
    with translation.override("en"):
        assert "Mine1" in said()
        assert drawn_views(rail(actor(sato)), "all").count('aria-current="page"') == 1


def test_the_head_is_drawn_for_what_one_may_do_and_as_it_stands(case: Case, sato: Staff) -> None:
    def head(*, may: bool = True, oob: bool = False) -> str:
        return drawn_head(numbered(actor(sato), case.number), may_assign=may, may_close=may, may_merge=may, oob=oob)

    with translation.override("ja"):
        assert "再開" not in head()
        assert "hx-delete" not in head()
        assert "hx-swap-oob" not in head()
        assert 'hx-swap-oob="true"' in head(oob=True)
        assert "hx-get" not in head(may=False)
        actions.close(actor=actor(sato), case_id=case.id)
        assert "hx-delete" in head()
        assert "再開" in head()
    with translation.override("en"):
        assert "Reopen" in head()


def test_a_due_date_is_told_as_of_today(case: Case, sato: Staff) -> None:
    def head() -> str:
        return drawn_head(
            numbered(actor(sato), case.number), may_assign=True, may_close=True, may_merge=True, oob=False
        )

    due = clock.now().replace(hour=3, minute=5)
    Case.objects.update(due_at=due)
    with translation.override("en"):
        with clock.moved_to(due):
            assert "Due 12:05<" in head()
        with clock.moved_to(due + timedelta(days=1)):
            assert re.search(r"Due \d+ [A-Z][a-z]+ 12:05<", head())


def test_closing_without_action_and_reopening_have_keys(case: Case, sato: Staff) -> None:
    def keys() -> str:
        head = numbered(actor(sato), case.number)
        return drawn_head(head, may_assign=True, may_close=True, may_merge=True, oob=False)

    assert 'data-key="i"' in keys()
    actions.close(actor=actor(sato), case_id=case.id)
    assert 'data-key="e"' in keys()
    assert 'data-key="i"' not in keys()
