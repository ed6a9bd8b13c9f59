"""Jobs of insights: each calls one action, and doing it twice changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from yorisoi.insights import actions
from yorisoi.kernel import jobs

_BELOW_MAIL = -10


def _follow_all(calls: Sequence[Mapping[str, Any]]) -> None:
    actions.follow(case_ids={pk for each in calls for pk in _ids(each["case_ids"])})


def _ids(case_ids: str) -> list[UUID]:
    return [UUID(each) for each in case_ids.split(",")]


@jobs.job("insights.follow", retries=8, priority=_BELOW_MAIL, batch=_follow_all)
def follow(case_ids: str) -> None:
    """Bring the facts of these cases (ids with commas between) up to date."""
    actions.follow(case_ids=_ids(case_ids))


@jobs.schedule("insights.catch_up", every=timedelta(minutes=10), priority=_BELOW_MAIL)
def catch_up() -> None:
    """Follow cases from before this version; once all are, there is nothing to do."""
    actions.catch_up()
