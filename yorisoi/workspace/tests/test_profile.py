"""/settings/me/ and what a page's menu changes."""

import pytest
from django.test import Client

from yorisoi.kernel import jobs
from yorisoi.workspace.testing import Staff, actor, client_of
from yorisoi.workspace.tests.pages import status

VALUES: dict[str, object] = {"family_name": "鈴木", "given_name": "一朗", "language": "en", "theme": "dark"}


@pytest.mark.django_db
def test_own_values(suzuki: Staff, sato: Staff) -> None:
    response = client_of(suzuki).post("/settings/me/", VALUES)
    assert response.status_code == 302
    assert response.cookies["django_language"].value == "en"
    me = actor(suzuki)
    assert (me.name, me.language, me.theme) == ("鈴木 一朗", "en", "dark")
    assert actor(sato).language == "ja"
    assert client_of(suzuki).get("/settings/me/").status_code == 200


@pytest.mark.django_db
def test_refused_and_wrong(suzuki: Staff) -> None:
    assert status(suzuki, "post", "workspace:profile", VALUES | {"language": "tlh"}) == 422
    assert status(suzuki, "post", "workspace:profile", VALUES | {"family_name": " "}) == 422
    assert status(suzuki, "delete", "workspace:profile") == 405
    assert status(None, "post", "workspace:profile", VALUES) == 302
    assert actor(suzuki).name == "鈴木 一郎"


@pytest.mark.django_db
def test_a_choice_in_the_menu_is_kept_with_the_person(suzuki: Staff) -> None:
    client = client_of(suzuki)
    assert client.post("/ui/display/", {"language": "en", "next": "/settings/"}).status_code == 302
    jobs.run_pending()
    assert actor(suzuki).language == "en"
    Client().post("/ui/display/", {"language": "ja"})  # a stranger's choice is nobody's
    jobs.run_pending()
    assert actor(suzuki).language == "en"
