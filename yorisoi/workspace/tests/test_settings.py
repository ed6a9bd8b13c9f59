"""/settings/ and the start page."""

import pytest
from django.test import Client

from yorisoi.workspace.testing import Brand, Staff, client_of
from yorisoi.workspace.tests.pages import status, text_of


@pytest.mark.django_db
def test_cards_are_those_one_may_open(sato: Staff, suzuki: Staff, takahashi: Staff) -> None:
    assert "/settings/sites/" in text_of(takahashi, "workspace:settings")
    of_one_brand = text_of(sato, "workspace:settings")
    assert "/settings/staff/" in of_one_brand
    assert "/settings/sites/" not in of_one_brand
    operators = text_of(suzuki, "workspace:settings")
    assert "/settings/me/" in operators
    assert "/settings/staff/" not in operators


@pytest.mark.django_db
def test_strangers_are_sent_to_sign_in_and_back(db: None) -> None:
    response = Client().get("/settings/?a=1")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/settings/%3Fa%3D1"


@pytest.mark.django_db
def test_a_part_of_a_page_sends_the_whole_browser_to_sign_in(db: None) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/staff/?q=a"}
    response = Client().get("/presence/", headers=headers)
    assert response["HX-Redirect"] == "/accounts/login/?next=%2Fsettings%2Fstaff%2F%3Fq%3Da"


@pytest.mark.django_db
def test_the_start_page_leads_to_the_first_place(suzuki: Staff) -> None:
    response = client_of(suzuki).get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/")
    assert response["Location"] != "/"


@pytest.mark.django_db
def test_wrong_method(sato: Staff) -> None:
    assert status(sato, "post", "workspace:settings") == 405


@pytest.mark.django_db
def test_nothing_is_refused_in_another_language(sato: Staff, brand: Brand) -> None:
    client = client_of(sato)
    client.cookies["django_language"] = "en"
    assert "Brands" in client.get("/settings/").content.decode()
    client.cookies["django_language"] = "ja"
    assert 'lang="ja"' in client.get("/settings/").content.decode()
