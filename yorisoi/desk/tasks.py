"""The desk's jobs: each calls one action, and doing it twice changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from yorisoi.desk import actions
from yorisoi.kernel import jobs


def _receive_all(calls: Sequence[Mapping[str, Any]]) -> None:
    actions.receive_all(received_ids=[UUID(each["received_id"]) for each in calls])


@jobs.job("desk.receive", retries=8, batch=_receive_all)
def receive(received_id: str) -> None:
    """Put a received message on its case."""
    actions.receive(received_id=UUID(received_id))


@jobs.job("desk.note_delivery", retries=8)
def note_delivery(outbound_id: str) -> None:
    """Bring a message's delivery up to date."""
    actions.note_delivery(outbound_id=UUID(outbound_id))


@jobs.job("desk.wake", retries=8)
def wake(hold_id: str) -> None:
    """The date of a hold has come."""
    actions.wake(hold_id=UUID(hold_id))


@jobs.job("desk.follow_merge")
def follow_merge(merge_id: str, kept_id: str, gone_id: str) -> None:
    """Give the cases of a customer who was merged into another to that other."""
    actions.follow_merge(merge_id=UUID(merge_id), kept_id=UUID(kept_id), gone_id=UUID(gone_id))


@jobs.job("desk.follow_parting")
def follow_parting(merge_id: str, kept_id: str, gone_id: str) -> None:
    """Give them back: the merge was undone."""
    actions.follow_parting(merge_id=UUID(merge_id), kept_id=UUID(kept_id), gone_id=UUID(gone_id))


@jobs.job("desk.publish_edition", retries=8)
def publish_edition(edition_id: str) -> None:
    """The moment of an edition of topics has come."""
    actions.publish_due(edition_id=UUID(edition_id))


@jobs.job("desk.mark_recontacts", retries=8)
def mark_recontacts(case_ids: str) -> None:
    """Mark the contacts of these cases (ids with commas between) that come again after others."""
    for case_id in case_ids.split(","):
        actions.mark_recontacts(case_id=UUID(case_id))


@jobs.schedule("desk.notice_deadlines", every=timedelta(minutes=5))
def notice_deadlines() -> None:
    """Tell people of their cases that are due soon or overdue."""
    actions.tell_of_deadlines()


@jobs.job("desk.bulk", retries=8)
def bulk(change_id: str) -> None:
    """Carry out a bulk change; begins again where a worker that died had stopped."""
    actions.run_bulk(change_id=UUID(change_id))


@jobs.job("desk.bulk_undo", retries=8)
def bulk_undo(change_id: str) -> None:
    """Undo a bulk change, likewise."""
    actions.run_undo(change_id=UUID(change_id))


@jobs.schedule("desk.sweep", every=timedelta(hours=1))
def sweep() -> None:
    """Forget who looked at what long ago."""
    actions.sweep()
