"""What one writes is kept as it is typed, for oneself alone, and two windows do not write over each other."""

from typing import Any

import pytest
from django.urls import reverse

from yorisoi.desk import actions, queries
from yorisoi.desk.actions import Unsent
from yorisoi.desk.contracts import DraftMoved, Upload
from yorisoi.desk.models import Case, ReadMark, ReplyDraft
from yorisoi.kernel import files
from yorisoi.workspace.testing import Staff, actor, client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def save(who: Staff, case: Case, text: str, seen: int = 0, **more: Any) -> int:
    return actions.save_draft(
        actor=actor(who), case_id=case.id, kind="reply", unsent=Unsent(text, to="yamada@example.com"), seen=seen, **more
    )


def test_it_is_there_again_for_its_writer_only(case: Case, sato: Staff, suzuki: Staff) -> None:
    save(sato, case, "お調べします。")
    assert "お調べします。" in client_of(sato).get(f"/cases/{case.number}/").content.decode()
    assert "お調べします。" not in client_of(suzuki).get(f"/cases/{case.number}/").content.decode()


def test_files_come_back_and_can_be_sent(case: Case, sato: Staff) -> None:
    stored = files.store(b"%PDF-1.4 x", "a.pdf")
    unsent = Unsent("添付します", uploads=[Upload(stored.id, "見積.pdf")])
    actions.save_draft(actor=actor(sato), case_id=case.id, kind="reply", unsent=unsent)
    page = client_of(sato).get(f"/cases/{case.number}/").content.decode()
    assert "見積.pdf" in page
    assert 'name="upload"' in page


def test_a_second_window_is_asked_and_nothing_is_lost(case: Case, sato: Staff) -> None:
    first = save(sato, case, "一つ目の窓")
    second = save(sato, case, "一つ目の窓、続き", seen=first)
    with pytest.raises(DraftMoved) as asked:
        save(sato, case, "二つ目の窓", seen=first)
    assert (asked.value.version, asked.value.text) == (second, "一つ目の窓、続き")
    assert ReplyDraft.objects.get().text == "一つ目の窓、続き"
    save(sato, case, "二つ目の窓", seen=first, force=True)
    assert ReplyDraft.objects.get().text == "二つ目の窓"


def test_what_was_sent_does_not_come_back(case: Case, sato: Staff) -> None:
    version = save(sato, case, "はい")
    sent = client_of(sato).post(
        reverse("desk:replies", kwargs={"number": case.number}),
        {"text": "はい", "to": "yamada@example.com"},
        headers=HTMX,
    )
    assert sent.status_code == 200
    assert not ReplyDraft.objects.exists()
    assert save(sato, case, "はい", seen=version) == 0  # a saving that was late
    assert not ReplyDraft.objects.exists()


def test_an_emptied_one_is_gone(case: Case, sato: Staff) -> None:
    version = save(sato, case, "やっぱり")
    assert save(sato, case, "  ", seen=version) == 0
    assert not ReplyDraft.objects.exists()
    assert ReadMark.objects.get(case=case, staff=sato).draft_at is None


def test_notes_have_drafts_of_their_own(case: Case, sato: Staff) -> None:
    client, address = client_of(sato), reverse("desk:draft", kwargs={"number": case.number})
    assert client.post(address, {"note": "社内へ", "draft_version": "0"}, headers=HTMX).json() == {"version": 1}
    assert client.post(address, {"text": "回答", "draft_version": "0"}, headers=HTMX).json() == {"version": 1}
    assert set(queries.drafts_of(actor(sato), case.id)) == {"note", "reply"}
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "社内へ" in page
    client.post(reverse("desk:notes", kwargs={"number": case.number}), {"note": "社内へ"}, headers=HTMX)
    assert set(queries.drafts_of(actor(sato), case.id)) == {"reply"}


def test_conflicts_are_told_to_the_page(case: Case, sato: Staff) -> None:
    save(sato, case, "先に")
    answer = client_of(sato).post(
        reverse("desk:draft", kwargs={"number": case.number}), {"text": "あとで", "draft_version": "0"}, headers=HTMX
    )
    assert answer.status_code == 409
    assert answer.json()["text"] == "先に"


def test_the_list_shows_ones_own_drafts_also_after_marking_as_unread(case: Case, sato: Staff, suzuki: Staff) -> None:
    save(sato, case, "途中")
    actions.mark_unread(actor=actor(sato), case_id=case.id)
    assert [row.draft for row in queries.inbox(actor(sato), queries.View("all")).rows] == [True]
    assert [row.unread for row in queries.inbox(actor(sato), queries.View("all")).rows] == [True]
    assert [row.draft for row in queries.inbox(actor(suzuki), queries.View("all")).rows] == [False]
    assert "row__draft" in client_of(sato).get("/inbox/?view=all").content.decode()
