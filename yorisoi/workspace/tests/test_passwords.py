"""Choosing a new password: forgotten, or because one wants to."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from yorisoi.kernel import jobs
from yorisoi.workspace.testing import PASSWORD, Staff, client_of

RESET = "/accounts/password/reset/"
NEW = "a much better sentence"


@pytest.fixture(autouse=True)
def _no_old_attempts() -> None:
    cache.clear()


@pytest.mark.django_db
def test_the_mailed_link_sets_a_password_once(suzuki: Staff) -> None:
    assert Client().post(RESET, {"email": "Suzuki@example.jp"})["Location"] == f"{RESET}done/"
    assert mail.outbox == []  # nobody waits for the mail server
    jobs.run_pending()
    (message,) = mail.outbox
    assert message.to == ["suzuki@example.jp"]
    found = re.search(r"http://localhost:8000(/\S+)", str(message.body))
    assert found
    client = Client()
    page = client.get(found[1], follow=True)
    assert 'autocomplete="new-password"' in page.content.decode()
    where = page.redirect_chain[-1][0]
    weak = client.post(where, {"password1": "short", "password2": "short"})
    assert weak.status_code == 200
    assert client.post(where, {"password1": NEW, "password2": NEW}).status_code == 302
    assert client.get("/accounts/password/reset/key/done/").status_code == 200
    suzuki.user.refresh_from_db()
    assert suzuki.user.check_password(NEW)
    used = Client().get(found[1], follow=True)
    assert 'autocomplete="new-password"' not in used.content.decode()


@pytest.mark.django_db
def test_unknown_addresses_get_the_same_answer_and_no_mail(db: None) -> None:
    response = Client().post(RESET, {"email": "nobody@example.jp"})
    assert response["Location"] == f"{RESET}done/"
    assert Client().get(f"{RESET}done/").status_code == 200
    jobs.run_pending()
    assert mail.outbox == []


@pytest.mark.django_db
def test_changing_it_oneself(suzuki: Staff) -> None:
    client = client_of(suzuki)
    assert client.get("/accounts/password/change/").status_code == 200
    values = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert client.post("/accounts/password/change/", values).status_code == 200
    assert client.post("/accounts/password/change/", values | {"oldpassword": PASSWORD}).status_code == 302
    suzuki.user.refresh_from_db()
    assert suzuki.user.check_password(NEW)
    assert client.get("/settings/").status_code == 200  # this browser stays signed in
    assert Client().get("/accounts/password/change/").status_code == 302
