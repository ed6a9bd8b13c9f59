"""/settings/jobs/: what goes on, for those who look after the whole organisation; dead letters run again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from yorisoi.kernel import audit, jobs, slots
from yorisoi.kernel.clock import now
from yorisoi.kernel.jobs import schedules
from yorisoi.kernel.models import Job, JobState, Worker

PAGE = "/settings/jobs/"

type SignIn = Callable[[Any], Client]


@pytest.fixture
def signed_in() -> SignIn:
    """A client signed in as a member of staff."""

    def sign_in(staff: Any) -> Client:
        client = Client()
        client.force_login(staff.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def dead(db: None) -> UUID:
    """A dead letter whose function would now succeed."""
    broken = [True]

    @jobs.job("test.deliver", retries=0)
    def deliver(outbound_id: str) -> None:
        if broken:
            raise ConnectionRefusedError("相手先が応答しません")

    job_id = jobs.enqueue("test.deliver", outbound_id="o-1")
    jobs.run_pending(raising=False)
    broken.clear()
    assert Job.objects.get().state == JobState.DEAD
    return job_id


def test_the_page_shows_dead_letters_with_their_cause_schedules_and_workers(
    takahashi: Any, signed_in: SignIn, dead: UUID
) -> None:
    Worker.objects.create(id=uuid4(), host="desk-1", pid=4321, threads=2, started_at=now(), seen_at=now())
    jobs.schedule("test.sweep", every=timedelta(minutes=5))(lambda: None)
    schedules.prepare()
    jobs.enqueue("test.sweep", run_at=now() + timedelta(hours=1))
    html = signed_in(takahashi).get(PAGE).content.decode()
    for words in ("test.deliver", "相手先が応答しません", "outbound_id=&#39;o-1&#39;", "test.sweep", "desk-1", "4321"):
        assert words in html
    assert f"{PAGE}{dead}/run/" in html


def test_without_a_worker_the_page_says_so(takahashi: Any, signed_in: SignIn) -> None:
    client = signed_in(takahashi)
    assert "yorisoi worker" in client.get(PAGE).content.decode()
    Worker.objects.create(
        id=uuid4(), host="a", pid=1, threads=2, started_at=now(), seen_at=now() - timedelta(minutes=1)
    )
    assert "yorisoi worker" in client.get(PAGE).content.decode(), "a worker unseen for a minute is none"
    Worker.objects.update(seen_at=now())
    assert "yorisoi worker" not in client.get(PAGE).content.decode()


def test_the_page_takes_few_queries_however_many_jobs(
    takahashi: Any, signed_in: SignIn, dead: UUID, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(takahashi)
    client.get(PAGE)
    for number in range(20):
        jobs.enqueue("test.deliver", outbound_id=str(number))
    with django_assert_max_num_queries(16):
        client.get(PAGE)


def test_a_dead_letter_runs_again_and_the_deed_is_kept(takahashi: Any, signed_in: SignIn, dead: UUID) -> None:
    answer = signed_in(takahashi).post(f"{PAGE}{dead}/run/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    job = Job.objects.get()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert jobs.run_pending() == 1
    job.refresh_from_db()
    assert job.state == JobState.DONE
    [entry] = audit.entries("job", dead)
    assert (entry.verb, entry.actor_id, entry.data) == ("job.rerun", takahashi.id, {"job": "test.deliver"})


def test_a_dead_letter_is_taken_off_the_list(takahashi: Any, signed_in: SignIn, dead: UUID) -> None:
    signed_in(takahashi).post(f"{PAGE}{dead}/dismissal/")
    assert Job.objects.get().state == JobState.DONE
    assert jobs.run_pending() == 0
    assert [entry.verb for entry in audit.entries("job", dead)] == ["job.dismissed"]


def test_when_its_key_waits_already_the_other_job_does_the_work(takahashi: Any, signed_in: SignIn, dead: UUID) -> None:
    Job.objects.update(unique_key="k")
    other = jobs.enqueue("test.deliver", outbound_id="o-1", unique_key="k")
    assert signed_in(takahashi).post(f"{PAGE}{dead}/run/").status_code == 302
    assert Job.objects.get(id=dead).state == JobState.DONE
    assert Job.objects.get(id=other).state == JobState.WAITING


@pytest.mark.parametrize("path", ["run", "dismissal"])
def test_what_is_not_dead_is_not_found(takahashi: Any, signed_in: SignIn, dead: UUID, path: str) -> None:
    client = signed_in(takahashi)
    client.post(f"{PAGE}{dead}/dismissal/")
    assert client.post(f"{PAGE}{dead}/{path}/").status_code == 404
    assert client.post(f"{PAGE}{uuid4()}/{path}/").status_code == 404


@pytest.mark.parametrize("who", ["sato", "suzuki", "tanaka"])
def test_who_does_not_look_after_all_brands_is_refused(
    request: pytest.FixtureRequest, signed_in: SignIn, dead: UUID, who: str
) -> None:
    client = signed_in(request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 403
    for path in ("run", "dismissal"):
        assert client.post(f"{PAGE}{dead}/{path}/").status_code == 403
    assert Job.objects.get().state == JobState.DEAD


def test_a_stranger_is_sent_to_sign_in(db: None) -> None:
    assert Client().get(PAGE).status_code == 302


def test_wrong_methods(takahashi: Any, signed_in: SignIn, dead: UUID) -> None:
    client = signed_in(takahashi)
    assert client.post(PAGE).status_code == 405
    assert client.get(f"{PAGE}{dead}/run/").status_code == 405
    assert client.get(f"{PAGE}{dead}/dismissal/").status_code == 405


def test_the_card_is_on_the_settings_page(takahashi: Any, suzuki: Any, signed_in: SignIn) -> None:
    assert "kernel.jobs.manage" in [permission.name for permission in slots.items("permission")]
    assert f'href="{PAGE}"' in signed_in(takahashi).get("/settings/").content.decode()
    assert f'href="{PAGE}"' not in signed_in(suzuki).get("/settings/").content.decode()
