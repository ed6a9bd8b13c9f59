"""The frame around every page: who sees which entry, where we are, display choices, refusals in words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from yorisoi.kernel import slots
from yorisoi.kernel.slots import NavEntry, Panel
from yorisoi.kernel.ui import errors, shell
from yorisoi.kernel.ui.render import jinja, page_values, render


@dataclass
class Acting:
    name: str = "佐藤 一郎"
    may: set[str] = field(default_factory=set)
    user_id: UUID | None = field(default_factory=uuid4)

    def can(self, permission: str) -> bool:
        return permission in self.may


@pytest.fixture
def _entries() -> Iterator[None]:
    with (
        slots.offered("nav", NavEntry("ui:components", "Parts", "book", 1, None, "p")),
        slots.offered("nav", NavEntry("ui:inbox-example", "Panes", "inbox", 2, "panes.see", "n")),
        slots.offered("nav", NavEntry("no:such", "Gone", "inbox", 3)),
        slots.offered("topbar", Panel("ui:slow-part", "My status", 1)),
        slots.offered("user.menu", NavEntry("ui:components", "Profile", "user", 1)),
    ):
        yield


def asked(path: str = "/ui/components/inbox/", actor: Acting | None = None, **cookies: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    request.actor = actor  # type: ignore[attr-defined]
    return request


def titles(request: HttpRequest) -> list[tuple[str, bool]]:
    mine = {"Parts", "Panes", "Gone"}
    return [(entry.title, entry.current) for entry in shell.frame_of(request).entries if entry.title in mine]


@pytest.mark.usefixtures("_entries")
def test_entries_are_those_one_may_use_and_the_deepest_is_where_we_are() -> None:
    assert titles(asked(actor=Acting(may={"panes.see"}))) == [("Parts", False), ("Panes", True)]
    assert titles(asked(actor=Acting())) == [("Parts", True)]
    assert titles(asked(actor=None)) == []
    assert titles(asked(actor=Acting(user_id=None))) == []


@pytest.mark.usefixtures("_entries")
def test_the_shell_shows_the_person_and_is_drawn_anew_for_each_choice() -> None:
    def page(**cookies: str) -> str:
        request = asked("/ui/components/?q=<1>", Acting("<b>鈴木"), **cookies)
        return jinja().from_string('{% extends "ui/shell.html" %}').render(page_values(request))

    plain = page()
    assert "&lt;b&gt;鈴木" in plain
    assert "<b>鈴木" not in plain
    assert 'value="/ui/components/?q=%3C1%3E"' in plain
    assert 'name="csrfmiddlewaretoken"' in plain
    assert "[csrf]" not in plain
    assert 'hx-get="/ui/components/slow/"' in plain
    assert "data-theme=" not in plain
    dark = page(yorisoi_theme="dark", yorisoi_density="compact", yorisoi_rail="wide")
    assert 'data-theme="dark" data-density="compact" data-rail="wide"' in dark
    assert "data-theme=" not in page(yorisoi_theme='"><script>')


def test_the_frame_follows_the_language() -> None:
    with translation.override("en"):
        assert 'lang="en"' in render(asked(actor=Acting()), "ui/shell.html").content.decode()
    with translation.override("ja"):
        japanese = render(asked(actor=Acting()), "ui/shell.html").content.decode()
    assert 'lang="ja"' in japanese
    assert "すべてを検索" in japanese


def test_messages_of_the_page_before_become_notices() -> None:
    request = asked(actor=Acting())
    request._messages = [Message(constants.ERROR, "<i>no</i>")]  # type: ignore[attr-defined]
    assert shell.notices(request) == (("<i>no</i>", "danger"),)
    assert '<template data-toast data-tone="danger">&lt;i&gt;no' in render(request, "ui/shell.html").content.decode()


@pytest.mark.parametrize(
    ("page", "status", "words"),
    [
        (errors.bad_request, 400, "リクエストを読み取れませんでした"),
        (errors.permission_denied, 403, "この画面を開く権限がありません"),
        (errors.csrf_failure, 403, "フォームの有効期限が切れました"),
        (errors.page_not_found, 404, "ページが見つかりません"),
        (errors.server_error, 500, "システム側で問題が起きました"),
    ],
)
def test_refusals_say_what_happened_as_a_page_or_a_part(page: object, status: int, words: str) -> None:
    assert callable(page)
    with translation.override("ja"):
        whole = page(asked(actor=Acting()))
        part = page(RequestFactory().get("/", headers={"HX-Request": "true"}))
    assert whole.status_code == part.status_code == status
    assert f"<h1>{words}</h1>" in whole.content.decode()
    assert "何も" in whole.content.decode() or status in {404, 500}
    assert part.content.decode().count(words) == 1
    assert "<html" not in part.content.decode()


def test_the_way_back_leads_only_to_our_own_pages() -> None:
    ours = RequestFactory().get("/x/", headers={"Referer": "http://testserver/ui/components/"})
    theirs = RequestFactory().get("/x/", headers={"Referer": "https://evil.example/"})
    assert 'href="http://testserver/ui/components/"' in errors.page_not_found(ours).content.decode()
    assert "evil.example" not in errors.page_not_found(theirs).content.decode()


def test_a_failure_gets_a_reference_that_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    answer = errors.server_error(asked("/broken/"))
    (line,) = [each.getMessage() for each in caplog.records if "reference" in each.getMessage()]
    assert line.split()[1].rstrip(":") in answer.content.decode()
    assert "/broken/" in line


def test_choosing_a_language_keeps_it_and_returns_to_the_page(client: Client) -> None:
    answer = client.post("/ui/display/", {"language": "en", "theme": "dark", "next": "/ui/components/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/components/?a=1")
    assert answer.cookies["django_language"].value == "en"
    assert answer.cookies["yorisoi_theme"].value == "dark"


def test_display_refuses_nonsense_foreign_pages_and_other_methods(client: Client) -> None:
    answer = client.post("/ui/display/", {"language": "xx", "theme": "pink", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
    assert not answer.cookies
    assert client.get("/ui/display/").status_code == 405


def test_the_page_of_components_is_only_for_builders(client: Client, settings: pytest.MonkeyPatch) -> None:
    settings.DEMO = settings.DEBUG = False  # type: ignore[attr-defined]
    for path in ("", "inbox/", "slow/", "toast/"):
        assert client.get(f"/ui/components/{path}").status_code == 404
    assert client.get("/ui/states/403/").status_code == 404
    settings.DEMO = True  # type: ignore[attr-defined]
    assert client.get("/ui/components/").status_code == 200
    assert client.post("/ui/components/").status_code == 405
