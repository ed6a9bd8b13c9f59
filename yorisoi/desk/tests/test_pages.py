"""What the pages hold and do, through the browser's eyes: queries, parts for htmx, forms that come back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from yorisoi.channels.testing import Mailbox, Outbound, arrive, mail
from yorisoi.desk import actions, bulk
from yorisoi.desk.contracts import Kind, Status, Waiting
from yorisoi.desk.models import Case, Message, Queue, Record, Topic
from yorisoi.desk.testing import case_of, make_queue, make_topic
from yorisoi.kernel import clock
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def address(name: str, case: Case, **kwargs: Any) -> str:
    return reverse(f"desk:{name}", kwargs={"number": case.number, **kwargs})


def make(queue: Queue, n: int, messages: int = 1) -> list[Any]:
    now = clock.now()
    return bulk.make(
        bulk.BulkCase(
            queue.brand_id,
            queue.id,
            f"件名{each}",
            [
                bulk.BulkMessage(
                    Kind.IN, now - timedelta(minutes=each, seconds=messages - m), f"本文{m}", "山田", "y@e.jp"
                )
                for m in range(messages)
            ],
        )
        for each in range(n)
    )


@pytest.fixture
def sato_client(sato: Staff) -> Client:
    client = client_of(sato)
    client.get("/settings/")  # the session and the actor are kept from here on
    return client


@pytest.mark.parametrize("view", ["all", "mine", "unassigned", "pending", "done"])
def test_the_inbox_asks_as_many_queries_for_10_as_for_50_rows(
    queue: Queue, sato_client: Client, django_assert_num_queries: DjangoAssertNumQueries, view: str
) -> None:
    for more in (10, 40):
        make(queue, more)
        with django_assert_num_queries(7 if view in ("all", "unassigned") else 5):
            sato_client.get(f"/inbox/?view={view}")


def test_two_brands_cost_two_queries_more(
    queue: Queue, other_brand: Brand, takahashi: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make(queue, 10)
    make(make_queue(other_brand, "もみじ"), 10)
    client = client_of(takahashi)
    client.get("/inbox/")
    with django_assert_max_num_queries(12):
        client.get("/inbox/?view=all")


def test_a_case_asks_the_same_for_3_as_for_20_messages(
    queue: Queue, mailbox: Mailbox, sato_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for messages in (3, 20):
        (pk,) = make(queue, 1, messages)
        with django_assert_num_queries(11):
            sato_client.get(address("case", Case.objects.get(id=pk)))


def test_the_next_page_is_fetched_as_rows_only(queue: Queue, sato_client: Client) -> None:
    make(queue, 55)
    page = sato_client.get("/inbox/?view=all").content.decode()
    assert page.count("data-row id=") == 50
    following = page.split('class="rows__more"')[1].split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    rows = sato_client.get(following, headers={**HTMX, "HX-Target": "rows"}).content.decode()
    assert rows.count("data-row id=") == 5
    assert "<html" not in rows
    assert "rows__more" not in rows


def test_changes_give_rows_that_stand_in_the_view_and_the_rail(queue: Queue, sato: Staff, sato_client: Client) -> None:
    gone, stays = make(queue, 2)
    actions.close(actor=actor(sato), case_id=gone)
    page = sato_client.get(f"/inbox/changes/?view=all&ids={gone},{stays},x", headers=HTMX).content.decode()
    assert f"row-{stays}" in page
    assert f"row-{gone}" not in page
    assert 'id="views"' in page


def test_filters_are_shown_as_chips_that_take_themselves_off(queue: Queue, sato_client: Client) -> None:
    make(queue, 1)
    page = sato_client.get("/inbox/?view=all&status=open&priority=3").content.decode()
    assert "data-row id=" not in page
    assert 'href="?view=all&amp;priority=3"' in page
    assert 'href="?view=all&amp;status=open"' in page


def test_a_reply_comes_back_as_an_empty_form_with_the_page_brought_up_to_date(case: Case, sato_client: Client) -> None:
    response = sato_client.post(
        address("replies", case),
        {"text": "お調べします", "to": "yamada@example.com", "seen_version": case.version},
        headers=HTMX,
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert 'id="timeline" hx-swap-oob="true"' in page
    assert "お調べします" in page
    assert "withdrawal" in response["HX-Trigger"]
    assert page.count("お調べします") == 1  # in the timeline, no longer in the form


def test_news_from_the_customer_come_back_with_the_text_kept(case: Case, mailbox: Mailbox, sato_client: Client) -> None:
    seen = case.version
    raw = mail("もう届きました", message_id="m2@example.com", headers=["In-Reply-To: <m1@example.com>"])
    actions.receive(received_id=arrive(mailbox, raw))
    given = {"text": "お調べします", "to": "yamada@example.com", "seen_version": seen}
    response = sato_client.post(address("replies", case), given, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 409
    assert "もう届きました" in page
    assert "お調べします" in page
    assert not Outbound.objects.exists()
    case.refresh_from_db()
    assert f'name="seen_version" value="{case.version}"' in page


def test_a_record_that_is_wanted_is_asked_for_in_the_composer(case: Case, topic: Topic, sato: Staff) -> None:
    Topic.objects.update(needs_record=True)
    actions.set_topic(actor=actor(sato), case_id=case.id, topic_id=topic.id)
    client = client_of(sato)
    given = {"text": "済みました", "to": "yamada@example.com", "then": "done"}
    response = client.post(address("replies", case), given, headers=HTMX)
    assert response.status_code == 422
    assert 'name="outcome"' in response.content.decode()
    given |= {"reason": "遅延", "action": "再送", "outcome": "解決"}
    assert client.post(address("replies", case), given, headers=HTMX).status_code == 200
    assert Case.objects.get(id=case.id).status == Status.DONE


def test_undo_puts_the_text_back(case: Case, sato_client: Client) -> None:
    sato_client.post(address("replies", case), {"text": "まちがい", "to": "yamada@example.com"}, headers=HTMX)
    answer = Message.objects.get(kind="out")
    response = sato_client.post(address("withdrawal", case, message_id=answer.id), headers=HTMX)
    assert "まちがい" in response.content.decode()
    assert Outbound.objects.get().state == "cancelled"
    Outbound.objects.update(state="sent")
    assert sato_client.post(address("withdrawal", case, message_id=answer.id), headers=HTMX).status_code == 200


def test_a_closure_opens_the_record_where_the_topic_wants_one(case: Case, brand: Brand, sato: Staff) -> None:
    topic = make_topic(brand, "事故", needs_record=True)
    actions.set_topic(actor=actor(sato), case_id=case.id, topic_id=topic.id)
    client = client_of(sato)
    first = client.post(address("closure", case), headers=HTMX)
    assert (first.status_code, first["HX-Retarget"]) == (422, "#dialogs")
    assert "<dialog" in first.content.decode()
    second = client.post(address("closure", case), {"reason": "誤配", "action": "", "outcome": "解決"}, headers=HTMX)
    assert second.status_code == 422
    assert "<dialog" not in second.content.decode()
    third = client.post(address("closure", case), {"reason": "誤配", "action": "再送", "outcome": "解決"}, headers=HTMX)
    assert third.status_code == 200
    assert "reopening" in third["HX-Trigger"]
    assert Record.objects.get(case=case).action == "再送"


def test_undoing_a_closure_reopens(case: Case, sato_client: Client) -> None:
    sato_client.post(address("closure", case), {"outcome": "no_action"}, headers=HTMX)
    assert Case.objects.get(id=case.id).status == Status.NO_ACTION
    sato_client.post(address("reopening", case), headers=HTMX)
    assert Case.objects.get(id=case.id).is_open


def test_a_hold_that_makes_no_sense_comes_back(case: Case, sato_client: Client) -> None:
    for given in ({"reason": "date"}, {"reason": "x"}, {"reason": "customer", "until": "yesterday"}):
        assert sato_client.post(address("hold", case), given, headers=HTMX).status_code == 422
    soon = (clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert sato_client.post(address("hold", case), {"reason": "date", "until": soon}, headers=HTMX).status_code == 200


def test_a_lease_held_by_another_is_told(case: Case, sato_client: Client, suzuki: Staff) -> None:
    actions.take_lease(actor=actor(suzuki), case_id=case.id)
    response = sato_client.post(address("lease", case), headers=HTMX)
    assert response.status_code == 409
    assert "toast" in response["HX-Trigger"]
    assert suzuki.display_name in sato_client.get(address("parts", case), headers=HTMX).content.decode()
    taken = sato_client.post(address("lease", case), {"take_over": "1"}, headers=HTMX)
    assert 'id="case-presence"' in taken.content.decode()


def test_uploads_go_out_only_with_their_owners_messages(case: Case, sato: Staff, suzuki: Staff) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    chips = client_of(sato).post("/uploads/", {"files": SimpleUploadedFile("表.csv", b"a,b")}).content.decode()
    token = chips.split('name="upload" value="')[1].split('"')[0]
    for staff, expected in ((suzuki, 0), (sato, 1)):
        given = {"note": "添付します", "upload": token}
        client_of(staff).post(address("notes", case), given, headers=HTMX)
        assert Message.objects.filter(kind="note").latest("at").attachments.count() == expected


def test_opening_a_case_by_hand(queue: Queue, sato_client: Client) -> None:
    given = {"queue": queue.id, "subject": "電話", "text": "解約希望", "kind": "in", "channel": "phone", "name": "林"}
    response = sato_client.post("/cases/", given, headers=HTMX)
    assert response["HX-Redirect"] == f"/cases/{Case.objects.get().number}/"
    assert Message.objects.get().kind == Kind.IN


def test_the_global_search_finds_what_one_may_see(case: Case, sato_client: Client, tanaka: Staff) -> None:
    found = sato_client.get("/search/?q=こんにちは&kind=message").content.decode()
    assert f"/cases/{case.number}/" in found
    assert f"/cases/{case.number}/" in sato_client.get(f"/search/?q={case.number}&kind=case").content.decode()
    assert f"/cases/{case.number}/" not in client_of(tanaka).get("/search/?q=こんにちは").content.decode()


def test_settings_of_queues_feed_from_mailboxes(brand: Brand, mailbox: Mailbox, sato_client: Client) -> None:
    given = {
        "name": "解約",
        "brand": brand.id,
        "continues": "never",
        "order": 5,
        "mailboxes": [mailbox.id],
        "active": "on",
    }
    assert sato_client.post("/settings/queues/", given).status_code == 302
    queue = Queue.objects.get(name="解約")
    assert mailbox.address in sato_client.get("/settings/queues/").content.decode()
    given |= {"name": "解約窓口", "mailboxes": []}
    assert sato_client.post(f"/settings/queues/{queue.id}/", given).status_code == 302
    assert mailbox.address not in sato_client.get("/settings/queues/").content.decode().split("<form")[0]


def test_settings_of_topics(brand: Brand, topic: Topic, sato_client: Client) -> None:
    given = {"brand": brand.id, "name": "遅延", "parent": topic.id, "order": 3, "needs_record": "on"}
    assert sato_client.post("/settings/topics/", given).status_code == 302
    made = Topic.objects.get(path="配送 / 遅延")
    assert made.needs_record
    assert sato_client.post("/settings/topics/", given).status_code == 422
    changed = {"name": "配達遅延", "order": 3}
    assert sato_client.post(f"/settings/topics/{made.id}/", changed).status_code == 302
    made.refresh_from_db()
    assert (made.path, made.active, made.needs_record) == ("配送 / 配達遅延", False, False)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_state_of_a_case_is_drawn(case: Case, sato: Staff, language: str) -> None:
    client, who = client_of(sato), actor(sato)
    client.cookies["django_language"] = language
    with override(language):
        for step in (
            lambda: actions.assign(actor=who, case_id=case.id, staff_id=sato.id),
            lambda: actions.hold(actor=who, case_id=case.id, reason=Waiting.DEPARTMENT),
            lambda: actions.note(actor=who, case_id=case.id, text="メモ https://example.com/?a=1"),
            lambda: actions.close(actor=who, case_id=case.id),
        ):
            step()
            assert client.get(address("case", case)).status_code == 200
            assert client.get(address("parts", case), headers=HTMX).status_code == 200


def test_what_is_kept_drawn_is_never_stale_and_never_anothers(case: Case, sato: Staff, suzuki: Staff) -> None:
    first, second = client_of(sato), client_of(suzuki)
    assert "is-unread" in first.get("/inbox/?view=all").content.decode()
    actions.look(actor=actor(sato), case_id=case.id)
    assert "is-unread" not in first.get("/inbox/?view=all").content.decode()
    assert "is-unread" in second.get("/inbox/?view=all").content.decode()
    assert sato.display_name in second.get("/inbox/?view=all").content.decode()
    actions.set_subject(actor=actor(sato), case_id=case.id, subject="荷物が届かない")
    assert "荷物が届かない" in second.get("/inbox/?view=all").content.decode()
    second.cookies["django_language"] = "en"
    assert "Unread" in second.get("/inbox/?view=all").content.decode()
    assert (
        f'case={case.number}" hx-get="/cases/{case.number}/" aria-current="true"'
        in first.get(f"/inbox/?view=all&case={case.number}").content.decode()
    )


def test_markup_from_customers_is_only_text(mailbox: Mailbox, queue: Queue, sato_client: Client) -> None:
    evil = "<img src=x onerror=alert(1)>\x00"
    raw = mail(evil, sender=f'"{evil[:-1]}" <e@example.com>', subject=evil[:-1], message_id="e@example.com")
    opened = case_of(actions.receive(received_id=arrive(mailbox, raw)))
    Case.objects.filter(id=opened.id).update(last_line=evil[:-1] * 3)
    for page in ("/inbox/?view=all", f"/cases/{opened.number}/"):
        html = sato_client.get(page).content.decode()
        assert "<img src=x" not in html
        assert "\x00" not in html
