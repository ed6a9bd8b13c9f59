"""/live over a real server: who hears what, in which order, and what is missed."""

import json
import threading
from collections.abc import Callable

import pytest
from django.db import transaction

from yorisoi.kernel import live
from yorisoi.kernel.live import hub as hub_module
from yorisoi.kernel.live import keeping
from yorisoi.kernel.live.hub import hub
from yorisoi.kernel.tests.live.conftest import Browser, Person, Server, Stream

type People = Callable[..., Person]


def test_an_event_carries_topic_and_id_and_nothing_else(people: People) -> None:
    stream = people("sato", "case:7").browser.listen("case:7")
    assert stream.response.headers["content-type"].startswith("text/event-stream")
    assert stream.response.headers["x-accel-buffering"] == "no"
    assert stream.response.headers["cache-control"] == "no-store"
    hello = stream.next()
    assert hello is not None
    assert hello.kind == "hello"
    live.notify("case:7", "message-1")
    event = stream.next()
    assert event is not None
    assert (event.kind, event.data) == ("message", {"topic": "case:7", "id": "message-1"})


def test_what_is_rolled_back_is_never_told_and_the_rest_after_the_commit_in_order(people: People) -> None:
    stream = people("sato", "case:7", "inbox:a").browser.listen("case:7", "inbox:a")
    stream.next()
    with transaction.atomic():
        live.notify("case:7", "rolled-back")
        transaction.set_rollback(True)
    with transaction.atomic():
        live.notify("case:7", "1")
        live.notify("inbox:a", "2")
        live.notify("case:8", "not ours")
    live.notify("case:7", "3")
    told = [stream.next() for _ in range(3)]
    assert [each and each.pair for each in told] == [("case:7", "1"), ("inbox:a", "2"), ("case:7", "3")]


def test_events_from_many_threads_have_one_order(people: People) -> None:
    stream = people("sato", "case:7").browser.listen("case:7")
    stream.next()
    threads = [threading.Thread(target=live.notify, args=("case:7", str(number))) for number in range(20)]
    for thread in threads:
        thread.start()
    told = [stream.next() for _ in range(20)]
    places = [tuple(map(int, each.id.split("-"))) for each in told if each]
    assert places == sorted(places)
    assert {each.data["id"] for each in told if each} == {str(number) for number in range(20)}


@pytest.mark.parametrize("way", ["since", "last_event_id"])
def test_whoever_comes_back_hears_what_was_missed(people: People, way: str) -> None:
    sato = people("sato", "case:7")
    first = sato.browser.listen("case:7")
    first.next()
    live.notify("case:7", "1")
    seen = first.next()
    assert seen is not None
    first.response.close()
    live.notify("case:7", "2")
    live.notify("case:8", "another case")
    live.notify("case:7", "3")
    again = sato.browser.listen("case:7", **{way: seen.id})
    told = [again.next() for _ in range(3)]
    assert [each and (each.kind, each.data.get("id")) for each in told] == [
        ("hello", None),
        ("message", "2"),
        ("message", "3"),
    ]


@pytest.mark.parametrize("position", ["1-1", "99999999999999-0"], ids=["before we began", "of another server"])
def test_an_unknown_position_means_pull_everything(people: People, position: str) -> None:
    told = people("sato", "case:7").browser.listen("case:7", since=position).next()
    assert told is not None
    assert told.kind == "reset"


def test_a_gap_larger_than_the_ring_means_pull_everything(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "RING", 3)
    sato = people("sato", "case:7")
    first = sato.browser.listen("case:7")
    hello = first.next()
    assert hello is not None
    for number in range(4):
        live.notify("case:7", str(number))
    last, *_more = [first.next() for _ in range(4)]
    assert last is not None
    kinds = [
        told.kind for told in (sato.browser.listen("case:7", since=each.id).next() for each in (hello, last)) if told
    ]
    assert kinds == ["reset", "hello"], "four events: the first has left the ring, those after it are known"


def test_a_stranger_is_refused(server: Server, grants: dict[str, set[str]], transactional_db: None) -> None:
    for session_key in ("", "no-such-session"):
        browser = Browser(server.address, session_key)
        assert browser.refusal("GET", "/live?topics=case:7")[0] == 401
        assert browser.poll("case:7").status_code == 401
        browser.close()


def test_what_is_not_theirs_is_refused_and_what_is_theirs_is_heard(people: People) -> None:
    people("sato", "case:7")
    tanaka = people("tanaka", "case:9")
    assert tanaka.browser.refusal("GET", "/live?topics=case:7,inbox:a")[0] == 403
    assert tanaka.browser.poll("case:7").status_code == 403
    assert tanaka.browser.poll("unheard-of:1").status_code == 400
    assert tanaka.browser.poll("nobody_answers_for_this:1").status_code == 403
    stream = tanaka.browser.listen("case:7", "case:9")
    stream.next()
    live.notify("case:7", "of the other brand")
    live.notify("case:9", "ours")
    told = stream.next()
    assert told is not None
    assert told.pair == ("case:9", "ours")


@pytest.mark.parametrize(
    "query", ["", "topics=", "topics=case", "topics=case:a/b", "topics=" + ",".join(f"case:{n}" for n in range(65))]
)
def test_nonsense_is_answered_with_what_is_wrong(people: People, query: str) -> None:
    status, words = people("sato").browser.refusal("GET", f"/live?{query}")
    assert status == 400
    assert json.loads(words)["error"]


def test_only_get(people: People) -> None:
    browser = people("sato", "case:7").browser
    assert browser.refusal("POST", "/live?topics=case:7")[0] == 405
    assert browser.refusal("POST", "/live/poll?topics=case:7")[0] == 405


def test_an_authoriser_that_fails_lets_nobody_in(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    live.authorise("case", lambda _user, _topic: bool(1 / 0))
    assert people("sato", "case:7").browser.poll("case:7").status_code == 403


def test_a_session_has_so_many_streams_and_no_more(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorisoi.kernel.live.stream.STREAMS_OF_A_SESSION", 2)
    sato, suzuki = people("sato", "case:7"), people("suzuki", "case:7")
    streams = [sato.browser.listen("case:7") for _ in range(2)]
    for stream in streams:
        stream.next()
    assert sato.browser.refusal("GET", "/live?topics=case:7")[0] == 429
    assert suzuki.browser.refusal("GET", "/live?topics=case:7")[0] == 200


def test_signing_out_closes_the_stream_and_only_theirs(people: People) -> None:
    sato, suzuki = people("sato", "case:7"), people("suzuki", "case:7")
    his, hers = suzuki.browser.listen("case:7"), sato.browser.listen("case:7")
    his.next()
    hers.next()
    sato.client.logout()
    farewell = hers.next()
    assert farewell is not None
    assert (farewell.kind, hers.next()) == ("bye", None)
    live.notify("case:7", "1")
    told = his.next()
    assert told is not None
    assert told.pair == ("case:7", "1")
    live.sign_out(user_id=suzuki.user_id)
    farewell = his.next()
    assert farewell is not None
    assert farewell.kind == "bye"


def test_a_session_that_has_ended_is_found_out(people: People, server: Server) -> None:
    sato = people("sato", "case:7")
    stream = sato.browser.listen("case:7")
    stream.next()
    [subscriber] = hub.subscribers
    server.run(keeping.recheck(hub, subscriber))
    assert not subscriber.closed
    sato.client.session.delete()
    server.run(keeping.recheck(hub, subscriber))
    farewell = stream.next()
    assert farewell is not None
    assert (farewell.kind, stream.next()) == ("bye", None)


def test_a_right_that_was_taken_away_closes_the_stream(
    people: People, server: Server, grants: dict[str, set[str]]
) -> None:
    sato = people("sato", "case:7", "case:8")
    stream = sato.browser.listen("case:7", "case:8")
    stream.next()
    grants[sato.user_id].remove("case:8")
    [subscriber] = hub.subscribers
    server.run(keeping.recheck(hub, subscriber))
    assert stream.next() is None, "the browser comes back and hears only what is left"


def test_a_silent_stream_gets_a_comment(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "HEARTBEAT", 1)
    stream = people("sato", "case:7").browser.listen("case:7")
    stream.next()
    stream.comment()


def test_a_browser_that_leaves_is_forgotten(people: People) -> None:
    sato = people("sato", "case:7")
    stream = sato.browser.listen("case:7")
    stream.next()
    assert hub.streams_of(sato.session_key) == 1
    sato.browser.close()
    left = threading.Event()
    for _ in range(400):
        if not hub.subscribers:
            break
        left.wait(0.05)
    assert not hub.subscribers
    assert hub.streams_of(sato.session_key) == 0


def test_polling_tells_the_same(people: People) -> None:
    sato = people("sato", "case:7")
    start = sato.browser.poll("case:7").json()
    assert (start["events"], start["reset"]) == ([], False)
    live.notify("case:7", "1")
    live.notify("case:8", "not asked for")
    stream = sato.browser.listen("case:7", since=start["position"])
    stream.next()
    stream.next()
    answer = sato.browser.poll("case:7", since=start["position"]).json()
    assert (answer["events"], answer["reset"]) == ([{"topic": "case:7", "id": "1"}], False)
    assert sato.browser.poll("case:7", since=answer["position"]).json()["events"] == []
    assert sato.browser.poll("case:7", since="1-1").json()["reset"] is True
    sato.client.logout()
    assert sato.browser.poll("case:7", since=answer["position"]).status_code == 401


@pytest.mark.parametrize("topic", ["", "case", "case:", "Case:1", "case:a b", "!sign-out"])
def test_a_topic_nobody_could_hear_is_an_error(topic: str) -> None:
    with pytest.raises(ValueError, match="is no topic"):
        live.notify(topic, "1")


def test_a_page_that_says_its_age_hears_what_happened_since_it_was_drawn(people: People) -> None:
    sato = people("sato", "case:7")
    live.notify("case:7", "while it was drawn")
    with sato.browser.http.stream("GET", "/live?topics=case:7&age=60000") as response:
        stream = Stream(response)
        told = [stream.next(), stream.next()]
    assert [each and each.kind for each in told] == ["hello", "message"]
    with sato.browser.http.stream("GET", "/live?topics=case:7&age=0") as response:
        stream = Stream(response)
        stream.next()
        live.notify("case:7", "now")
        later = stream.next()
    assert later is not None
    assert later.data["id"] == "now"
