"""Each page: allowed, refused, wrong method, other brand; and how many queries it takes."""

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from yorisoi.desk.testing import Case, Queue
from yorisoi.insights.queries import numbers
from yorisoi.insights.testing import WEDNESDAY
from yorisoi.kernel import clock
from yorisoi.workspace.testing import Staff, client_of

DAY = "from=2026-11-16&to=2026-11-16"
ONE = "/insights/metrics/first_response.business@1/"
PAGES = ("/insights/", ONE, f"{ONE}definition/", f"{ONE}cases/", f"{ONE}table.csv")


def text_of(client: Client, path: str) -> str:
    with clock.moved_to(WEDNESDAY):
        answer = client.get(f"{path}?{DAY}")
        assert answer.status_code == 200, path
        return (b"".join(answer) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("path", PAGES)
def test_supervisor_sees(monday: list[Case], kobayashi: Staff, path: str) -> None:
    words = {"/insights/": "1時間", ONE: "1時間", f"{ONE}cases/": f"#{monday[0].number}", f"{ONE}table.csv": "1.000"}
    assert words.get(path, "first_response.business@1") in text_of(client_of(kobayashi), path)


@pytest.mark.parametrize("path", PAGES)
def test_operator_is_refused(monday: list[Case], suzuki: Staff, path: str) -> None:
    assert client_of(suzuki).get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_changed_here(kobayashi: Staff, path: str) -> None:
    assert client_of(kobayashi).post(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_other_brand_sees_nothing_of_it(monday: list[Case], nakamura: Staff, queue: Queue, path: str) -> None:
    client = client_of(nakamura)
    text = text_of(client, path)
    assert f"#{monday[0].number}" not in text
    assert "1時間" not in text.replace("61時間", "")
    assert client.get(f"{path}?queue={queue.id}").status_code == 404


@pytest.mark.parametrize("key", [metric.key for metric in numbers.catalogue()])
def test_every_metric_has_its_pages(monday: list[Case], kobayashi: Staff, key: str) -> None:
    client = client_of(kobayashi)
    for page in ("", "definition/", "cases/", "table.csv"):
        text_of(client, f"/insights/metrics/{key}/{page}")
    assert client.get(f"/insights/metrics/{key}0/").status_code == 404


def test_table_has_a_line_for_every_day_and_part(monday: list[Case], kobayashi: Staff, queue: Queue) -> None:
    rows = list(csv.reader(io.StringIO(text_of(client_of(kobayashi), f"{ONE}table.csv").lstrip("\ufeff"))))
    whole, day, *broken = rows[1:]
    assert whole[:3] == ["first_response.business@1", "2026-11-16", "2026-11-16"]
    assert (whole[5], whole[9]) == (day[5], day[9]) == ("1.000", "2")
    assert [row[5] for row in broken if row[4] == queue.name] == ["1.000"]


@pytest.mark.parametrize(("path", "most"), [("/insights/", 12), (ONE, 12), ("/insights/metrics/backlog.open@1/", 12)])
def test_queries(
    monday: list[Case],
    kobayashi: Staff,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    path: str,
    most: int,
) -> None:
    client = client_of(kobayashi)
    text_of(client, path)
    with django_assert_max_num_queries(most):
        text_of(client, path)
