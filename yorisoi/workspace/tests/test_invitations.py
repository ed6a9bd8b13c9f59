"""/settings/invitations/ and the page a mailed link opens."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from yorisoi.kernel import audit, clock, jobs
from yorisoi.workspace.actions import invite, withdraw
from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.models import Invitation, User
from yorisoi.workspace.testing import Brand, Staff, actor
from yorisoi.workspace.tests.pages import status, text_of

JOIN = {"family_name": "伊藤", "given_name": "彩", "password": "a rather long sentence"}


def invited(brand: Brand, role: str = "operator") -> str:
    """Path of the page that the mail to 伊藤 names."""
    invite(actor=SYSTEM, email="Ito@example.jp", role_key=role, brand_id=brand.id)
    return mailed_path()


def mailed_path() -> str:
    """The path in the newest mail."""
    jobs.run_pending()
    found = re.search(r"http://localhost:8000(/invitations/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.mark.django_db
def test_four_ways(sato: Staff, suzuki: Staff, brand: Brand, other_brand: Brand) -> None:
    values: dict[str, object] = {
        "email": "ito@example.jp", "role_key": "operator", "place": str(brand.id), "language": "ja",
    }  # fmt: skip
    assert status(sato, "get", "workspace:invitation-new") == 200
    assert status(sato, "post", "workspace:invitations", values) == 302
    assert status(sato, "post", "workspace:invitations", values) == 422  # invited already
    assert status(sato, "post", "workspace:invitations", values | {"email": "suzuki@example.jp"}) == 422
    assert status(sato, "post", "workspace:invitations", values | {"place": str(other_brand.id)}) == 422
    assert status(sato, "post", "workspace:invitations", values | {"place": ""}) == 422
    assert status(suzuki, "post", "workspace:invitations", values) == 403
    assert status(suzuki, "get", "workspace:invitations") == 403
    assert status(suzuki, "get", "workspace:invitation-new") == 403
    assert status(sato, "put", "workspace:invitations") == 405
    assert "ito@example.jp" in text_of(sato, "workspace:invitations")
    assert Invitation.objects.count() == 1


@pytest.mark.django_db
def test_other_brands_invitations_are_not_there(sato: Staff, other_brand: Brand) -> None:
    invited(other_brand)
    row = Invitation.objects.get()
    assert "ito@example.jp" not in text_of(sato, "workspace:invitations")
    assert status(sato, "delete", "workspace:invitation", invitation_id=row.id) == 404
    assert status(sato, "post", "workspace:invitation-mails", invitation_id=row.id) == 404
    assert status(sato, "get", "workspace:invitation", invitation_id=row.id) == 405


@pytest.mark.django_db
def test_the_link_lets_one_in_with_the_role_once(brand: Brand) -> None:
    path, client = invited(brand), Client()
    page = client.get(path)
    assert "さくら便" in page.content.decode()
    weak = client.post(path, JOIN | {"password": "password"})
    assert weak.status_code == 422
    assert client.post(path, JOIN)["Location"] == "/"
    user = User.objects.get(email="ito@example.jp")
    assert client.get("/settings/me/").status_code == 200
    me = actor(user.staff)
    assert me.name == "伊藤 彩"
    assert me.can("customers.customer.read", brand.id)
    assert Client().get(path).status_code == 404
    assert Client().post(path, JOIN).status_code == 404
    verbs = [deed.verb for deed in audit.entries("invitation", Invitation.objects.get().id)]
    assert verbs == ["invitation.sent", "invitation.accepted"]


@pytest.mark.django_db
def test_old_changed_and_withdrawn_links_open_nothing(brand: Brand, sato: Staff) -> None:
    path = invited(brand)
    with clock.moved_to(clock.now() + timedelta(days=8)):
        assert Client().get(path).status_code == 404
    assert Client().get(path[:-2] + "x/").status_code == 404
    assert Client().get("/invitations/nonsense/").status_code == 404
    assert Client().get(path).status_code == 200
    row = Invitation.objects.get()
    assert status(sato, "post", "workspace:invitation-mails", invitation_id=row.id) == 302
    assert Client().get(path).status_code == 404
    newer = mailed_path()
    assert Client().get(newer).status_code == 200
    withdraw(actor=actor(sato), invitation_id=row.id)
    assert Client().get(newer).status_code == 404
    assert Client().put(newer).status_code == 405


@pytest.mark.django_db
def test_the_mail_is_in_the_language_of_the_invited(brand: Brand) -> None:
    invite(actor=SYSTEM, email="a@example.jp", role_key="viewer", brand_id=brand.id, language="en")
    jobs.run_pending()
    assert mail.outbox[0].subject == "Invitation to さくら便"
    assert "Viewer" in mail.outbox[0].body
