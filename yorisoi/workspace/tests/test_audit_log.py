"""The audit log: who reads which deeds, narrowed, paged, as a file; signing in is in it; sessions are ended."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from yorisoi.kernel import audit, clock
from yorisoi.kernel.models.audit_entry import AuditEntry
from yorisoi.workspace.testing import PASSWORD, Brand, Staff, actor, client_of

pytestmark = pytest.mark.django_db


def deed(brand: Brand | None, staff: Staff, verb: str = "tag.created", **data: str) -> None:
    audit.record(staff.id, verb, verb.partition(".")[0], uuid4(), brand.id if brand else None, **data)


def page(staff: Staff, query: str = "") -> str:
    answer = client_of(staff).get(f"/settings/audit/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_deeds_of_ones_brands_newest_first(
    sato: Staff, suzuki: Staff, tanaka: Staff, takahashi: Staff, brand: Brand, other_brand: Brand
) -> None:
    deed(brand, suzuki, name="急ぎ")
    deed(brand, suzuki, "tag.changed", name="至急")
    deed(other_brand, tanaka, name="よそ")
    deed(None, takahashi, "site.created", name="札幌")

    mine = page(sato)
    assert mine.index("至急") < mine.index("急ぎ")
    assert "よそ" not in mine
    assert "札幌" not in mine  # of no brand: for who reads the log everywhere
    everything = page(takahashi)
    assert "よそ" in everything
    assert "札幌" in everything


def test_narrowed_by_person_kind_and_days(sato: Staff, suzuki: Staff, brand: Brand) -> None:
    deed(brand, suzuki, name="鈴木の札")
    deed(brand, sato, "queue.created", name="佐藤の窓口")
    today = clock.today()

    assert "佐藤の窓口" not in page(sato, f"?person={suzuki.id}")
    assert "鈴木の札" in page(sato, f"?person={suzuki.id}")
    assert "鈴木の札" not in page(sato, "?kind=queue")
    assert "鈴木の札" in page(sato, f"?first={today}&last={today}")
    assert "鈴木の札" not in page(sato, f"?last={today - timedelta(days=1)}")
    assert "当てはまる操作はありません" in page(sato, "?first=x")


def test_pages_reach_every_deed_once(
    sato: Staff, brand: Brand, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(120):
        deed(brand, sato, name=f"札{number:03}.")
    client = client_of(sato)
    seen: list[int] = []
    address = "/settings/audit/?kind=tag"
    while address:
        with django_assert_max_num_queries(14):
            text = client.get(address).content.decode()
        seen += [number for number in range(120) if f"札{number:03}." in text]
        address = text.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert sorted(seen) == list(range(120))


def test_file_holds_what_is_narrowed_to_and_is_a_deed_itself(sato: Staff, suzuki: Staff, brand: Brand) -> None:
    deed(brand, suzuki, name="=HYPERLINK()")
    deed(brand, sato, "queue.created", name="窓口")
    answer = client_of(sato).get("/settings/audit/export/?kind=tag")
    text = b"".join(answer).decode("utf-8-sig")
    assert "HYPERLINK" in text
    assert "窓口" not in text
    assert AuditEntry.objects.filter(verb="audit.exported", actor_id=sato.id).exists()


def test_signing_in_out_and_failing_are_written_down(sato: Staff, suzuki: Staff, takahashi: Staff) -> None:
    client = Client(headers={"user-agent": "Firefox/140"})
    client.post("/accounts/login/", {"login": "suzuki@example.jp", "password": "wrong-password"})
    client.post("/accounts/login/", {"login": "nobody@example.jp", "password": "wrong-password"})
    client.post("/accounts/login/", {"login": "suzuki@example.jp", "password": PASSWORD})
    client.post("/accounts/logout/")

    rows = list(AuditEntry.objects.filter(kind="sign_in").order_by("id").values_list("verb", "actor_id", "actor_name"))
    assert rows == [
        ("sign_in.sign_in_failed", suzuki.id, "鈴木 一郎"),
        ("sign_in.sign_in_failed", None, "nobody@example.jp"),
        ("sign_in.signed_in", suzuki.id, "鈴木 一郎"),
        ("sign_in.signed_out", suzuki.id, "鈴木 一郎"),
    ]
    text = page(takahashi, "?kind=sign_in")
    assert "サインインに失敗" in text
    assert "Firefox/140" in text
    assert "wrong-password" not in text


def test_a_session_is_ended_by_who_manages_the_person(sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    theirs = Client()
    theirs.post("/accounts/login/", {"login": "suzuki@example.jp", "password": PASSWORD})
    session = UserSession.objects.get(user=suzuki.user)
    address = f"/settings/staff/{suzuki.id}/sessions/{session.pk}/"
    assert client_of(tanaka).delete(address).status_code in (403, 404)
    assert client_of(suzuki).delete(address).status_code in (403, 404)
    assert theirs.get("/inbox/").status_code == 200

    assert client_of(sato).delete(address).status_code == 302
    assert theirs.get("/inbox/").status_code == 302  # to the sign-in page
    assert client_of(sato).delete(address).status_code == 404


def test_who_may_read(sato: Staff, suzuki: Staff, tanaka: Staff) -> None:
    assert client_of(suzuki).get("/settings/audit/").status_code == 403
    assert client_of(tanaka).get("/settings/audit/").status_code == 403
    assert client_of(suzuki).get("/settings/audit/export/").status_code == 403
    assert client_of(sato).post("/settings/audit/").status_code == 405
    assert Client().get("/settings/audit/").status_code == 302
    assert actor(sato).can("workspace.audit.read")
