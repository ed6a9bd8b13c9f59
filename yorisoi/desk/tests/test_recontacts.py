"""Recontact: hand-made logs with known answers, the engine against the plain definition, marks on cases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from yorisoi.channels.testing import Mailbox, mail
from yorisoi.channels.testing import arrive as arrive_mail
from yorisoi.desk import actions, queries
from yorisoi.desk.contracts import NotPossible
from yorisoi.desk.events import RecontactMarked
from yorisoi.desk.models import Case, Happening, RecontactDefinition, RecontactMark
from yorisoi.desk.recontacts import Episode, Identity, Rule, SameTopic, follows, pairs, rate
from yorisoi.desk.testing import make_topic, received_case
from yorisoi.kernel import clock, events, jobs
from yorisoi.workspace.contracts import SYSTEM, NotAllowed, NotFound
from yorisoi.workspace.testing import Brand, Staff, actor, client_of

BEGIN = datetime(2026, 11, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def at(hours: float, person: int | None = 1, channel: str = "email", **more: Any) -> Episode:
    """A contact so many hours after the beginning; its number is its hour."""
    moment = BEGIN + timedelta(hours=hours)
    number = int(hours * 100) + 1
    fields: dict[str, Any] = {
        "id": UUID(int=number), "case_id": UUID(int=number), "at": moment, "ended_at": moment + timedelta(minutes=5),
        "channel": channel, "inbound": True, "abandoned": False, "merged": False,
        "customer_id": UUID(int=person) if person else None, "account_id": None, "address": f"{person}@example.jp",
        "topic_id": UUID(int=900), "large_topic_id": UUID(int=990),
    }  # fmt: skip
    return Episode(**{**fields, **more})


def found(rule: Rule, *log: Episode) -> list[tuple[float, float]]:
    hours = timedelta(hours=1)
    return [((pair.first.at - BEGIN) / hours, (pair.then.at - BEGIN) / hours) for pair in pairs(rule, log)]


def test_the_next_contact_within_the_window_counts_once_for_each_first() -> None:
    rule = Rule(window=DAY)
    assert found(rule, at(0), at(10), at(20), at(50)) == [(0, 10), (10, 20)]
    assert found(rule, at(0), at(24)) == [(0, 24)]
    assert found(rule, at(0), at(24.01)) == []
    assert found(rule, at(0), at(1, person=2)) == []


ONE, OTHER, HOUSE = UUID(int=1), UUID(int=901), UUID(int=5)
SHORT = BEGIN + timedelta(hours=1, seconds=59)
LOGS: dict[str, tuple[Rule, list[Episode], list[tuple[float, float]]]] = {
    "our own callback": (Rule(), [at(0), at(1, inbound=False), at(2)], [(0, 2)]),
    "a dropped call": (Rule(), [at(0), at(1, channel="phone", ended_at=SHORT), at(2)], [(0, 2)]),
    "a short mail is no dropped call": (Rule(), [at(0), at(1, ended_at=SHORT)], [(0, 1)]),
    "an abandoned call": (Rule(), [at(0), at(1, channel="phone", abandoned=True), at(2)], [(0, 2)]),
    "a case merged away": (Rule(), [at(0), at(1, merged=True)], []),
    "nobody knows who": (Rule(), [at(0, person=None), at(1, person=None)], []),
    "the same account": (
        Rule(Identity.ACCOUNT),
        [at(0, account_id=HOUSE), at(1, person=2, account_id=HOUSE), at(2)],
        [(0, 1)],
    ),
    "the same address": (
        Rule(Identity.ADDRESS),
        [at(0), at(1, person=2, address="1@EXAMPLE.jp "), at(2, person=2)],
        [(0, 1)],
    ),
    "the same topic": (Rule(topic=SameTopic.SAME), [at(0), at(1, topic_id=OTHER), at(2)], [(0, 2)]),
    "the same large topic": (
        Rule(topic=SameTopic.LARGE),
        [at(0), at(1, topic_id=OTHER), at(2)],
        [(0, 1), (1, 2)],
    ),
    "no topic is no same topic": (Rule(topic=SameTopic.SAME), [at(0, topic_id=None), at(1, topic_id=None)], []),
    "web, then the telephone": (
        Rule(first_channel="form", then_channel="phone"),
        [at(0, channel="form"), at(1, channel="email"), at(2, channel="phone"), at(3, channel="phone")],
        [(0, 2)],
    ),
    "another case only": (Rule(same_case=False), [at(0), at(1, case_id=ONE), at(2)], [(0, 2), (1, 2)]),
}


@pytest.mark.parametrize("name", LOGS)
def test_logs_with_known_answers(name: str) -> None:
    rule, log, expected = LOGS[name]
    assert found(rule, *log) == expected
    assert found(rule, *reversed(log)) == expected


def test_the_rate_leaves_out_what_cannot_be_judged_yet() -> None:
    """Ten people write on day 0, four of them again on day 3; two write on day 9 of ten known days, one again at once.

    With a window of 7 days only the ten and the four's second contacts can be judged: 4 of 14."""
    first = [at(n / 10, person=n) for n in range(1, 11)]
    again = [at(72 + n / 10, person=n) for n in range(1, 5)]
    young = [at(216, person=11), at(217, person=12), at(218, person=12), at(219, person=None)]
    log = [*first, *again, *young]
    got = rate(Rule(window=7 * DAY), log, BEGIN, BEGIN + 10 * DAY, BEGIN + 11 * DAY)
    assert (got.eligible, got.followed, got.censored, got.unknown) == (14, 4, 3, 1)
    assert got.percent == pytest.approx(100 * 4 / 14)
    assert rate(Rule(), [], BEGIN, BEGIN + DAY, BEGIN + DAY).percent is None


def test_fifteen_per_cent_less_is_found_again() -> None:
    """The planted change of inventory 3.1: of 200 first contacts on the web 80 call within a day before, 68 after."""
    rule = Rule(window=DAY, first_channel="form", then_channel="phone")

    def month(calls: int, offset: float) -> list[Episode]:
        web = [at(offset + n / 10, person=n + 1, channel="form") for n in range(200)]
        return web + [at(offset + n / 10 + 0.05, person=n + 1, channel="phone") for n in range(calls)]

    log = [*month(80, 0), *month(68, 720)]
    before = rate(rule, log, BEGIN, BEGIN + 30 * DAY, BEGIN + 90 * DAY)
    after = rate(rule, log, BEGIN + 30 * DAY, BEGIN + 60 * DAY, BEGIN + 90 * DAY)
    assert (before.percent, after.percent) == (40, 34)
    assert after.followed / before.followed - 1 == pytest.approx(-0.15)


EPISODES = st.lists(
    st.builds(
        at,
        st.integers(0, 72),
        st.integers(1, 3),
        st.sampled_from(["email", "phone", "form"]),
        inbound=st.booleans(),
        abandoned=st.booleans(),
        topic_id=st.sampled_from([UUID(int=900), UUID(int=901), None]),
    ),
    max_size=14,
    unique_by=lambda each: each.id,
)
RULES = st.builds(
    Rule,
    st.sampled_from(Identity),
    st.sampled_from([DAY / 4, DAY]),
    st.sampled_from(SameTopic),
    st.sampled_from(["", "form"]),
    st.sampled_from(["", "phone"]),
    st.booleans(),
)


@given(RULES, EPISODES)
def test_the_engine_agrees_with_the_plain_definition(rule: Rule, log: list[Episode]) -> None:
    plain = {
        first.id: min(((then.at, then.id) for then in log if follows(rule, first, then)), default=None) for first in log
    }
    assert {pair.first.id: (pair.then.at, pair.then.id) for pair in pairs(rule, log)} == {
        key: value for key, value in plain.items() if value
    }


# --- on cases ---------------------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def define(brand: Brand, name: str = "7日以内", **more: Any) -> RecontactDefinition:
    given_ = {"window_hours": 168, **more}
    return RecontactDefinition.objects.get(
        id=actions.define_recontact(actor=SYSTEM, brand_id=brand.id, name=name, **given_)
    )


def again(mailbox: Mailbox, n: int = 2, sender: str = "山田 太郎 <yamada@example.com>") -> Case:
    """A second matter of the same person."""
    case = received_case(mailbox, subject=f"別件{n}", message_id=f"m{n}@example.com", sender=sender)
    jobs.run_pending()
    return Case.objects.get(id=case.id)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def heard() -> Any:
    told: list[RecontactMarked] = []
    handlers = events._subscribers[RecontactMarked]
    handlers.append(told.append)
    yield told
    handlers.remove(told.append)


def test_a_contact_is_marked_as_it_opens(
    brand: Brand, case: Case, mailbox: Mailbox, suzuki: Staff, heard: list[RecontactMarked]
) -> None:
    definition = define(brand)
    second = again(mailbox)
    mark = RecontactMark.objects.get()
    assert (mark.case_id, mark.earlier.case_id, mark.definition_id) == (second.id, case.id, definition.id)
    assert second.recontacts == 1
    assert heard == [RecontactMarked(mark.contact_id, mark.earlier_id, definition.id)]
    assert Happening.objects.filter(case=second, verb="recontacted").count() == 1
    page = client_of(suzuki).get(f"/cases/{second.number}/").content.decode()
    assert "再連絡" in page
    panel = client_of(suzuki).get(f"/cases/panels/{second.id}/earlier/").content.decode()
    assert "7日以内" in panel
    assert f"#{case.number}" in panel


def test_doing_it_twice_marks_once(brand: Brand, case: Case, mailbox: Mailbox) -> None:
    define(brand)
    second = again(mailbox)
    version = second.version
    assert actions.mark_recontacts(case_id=second.id) == 0
    assert RecontactMark.objects.count() == 1
    assert Case.objects.get(id=second.id).version == version


def test_a_topic_set_later_adds_the_mark(brand: Brand, case: Case, mailbox: Mailbox, suzuki: Staff) -> None:
    define(brand, topic="same")
    second = again(mailbox)
    assert not RecontactMark.objects.exists()
    topic = make_topic(brand, "配送")
    for each in (case, second):
        actions.set_topic(actor=actor(suzuki), case_id=each.id, topic_id=topic.id)
    jobs.run_pending()
    assert RecontactMark.objects.get().case_id == second.id


def test_others_and_other_brands_are_not_marked(
    brand: Brand, case: Case, mailbox: Mailbox, other_case: Case, other_mailbox: Mailbox
) -> None:
    define(brand)
    again(mailbox, 3, "別人 <other@example.com>")
    received_case(
        other_mailbox, sender="小川 次郎 <ogawa@example.com>", to="support@momiji.example", message_id="o2@e.com"
    )
    jobs.run_pending()
    assert not RecontactMark.objects.exists()


def test_without_a_definition_no_job_is_made(case: Case, mailbox: Mailbox) -> None:
    arrive_mail(mailbox, mail(message_id="m7@example.com"))
    assert not actions.any_defined()


def test_another_version_keeps_the_marks_of_the_one_before(brand: Brand, case: Case, mailbox: Mailbox) -> None:
    first = define(brand)
    again(mailbox)
    second = define(brand, window_hours=24)
    assert (second.version, RecontactDefinition.objects.get(id=first.id).ended_at is not None) == (2, True)
    assert RecontactMark.objects.get().definition_id == first.id


@pytest.mark.parametrize("wrong", [{"name": " "}, {"window_hours": 0}, {"window_hours": 9000}])
def test_a_definition_that_cannot_be(brand: Brand, wrong: dict[str, Any]) -> None:
    with pytest.raises(NotPossible):
        define(brand, **wrong)


def test_the_rate_over_cases(brand: Brand, case: Case, mailbox: Mailbox, sato: Staff, tanaka: Staff) -> None:
    definition = define(brand, window_hours=1)
    again(mailbox)
    now = clock.now()
    with clock.moved_to(now + timedelta(hours=3)):
        got = queries.recontact_rate(actor(sato), definition.id, now - DAY, now + timedelta(minutes=1))
    assert (got.eligible, got.followed, got.censored) == (2, 1, 0)
    with pytest.raises(NotFound):
        queries.recontact_rate(actor(tanaka), definition.id, now, now)


def test_defined_previewed_and_ended_on_its_page(
    brand: Brand, case: Case, mailbox: Mailbox, sato: Staff, suzuki: Staff
) -> None:
    client, address = client_of(sato), f"/settings/recontacts/?brand={brand.id}"
    form = {"name": "翌日まで", "identity": "customer", "window_hours": "24", "topic": "any", "same_case": "on"}
    preview = client.post(address, {**form, "preview": "1"})
    assert "何も保存していません" in preview.content.decode()
    assert not RecontactDefinition.objects.exists()
    assert client.post(address, form).status_code == 302
    made = RecontactDefinition.objects.get()
    assert client.post(address, {**form, "window_hours": "x"}).status_code == 422
    assert client.post(f"/settings/recontacts/{made.id}/").status_code == 302
    assert client.post(f"/settings/recontacts/{made.id}/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.define_recontact(actor=actor(suzuki), brand_id=brand.id, name="x", window_hours=1)
