"""One writer at a time, and who looks."""

from datetime import timedelta

import pytest

from yorisoi.desk import actions
from yorisoi.desk.contracts import ReplyHeld
from yorisoi.desk.models import Case, Happening, ReadMark, ReplyLease, Viewing
from yorisoi.desk.queries import others_at
from yorisoi.kernel import audit, clock
from yorisoi.workspace.contracts import NotFound
from yorisoi.workspace.testing import Staff, actor

pytestmark = pytest.mark.django_db


def test_holds_until_it_runs_out(case: Case, sato: Staff, suzuki: Staff) -> None:
    start = clock.now()
    actions.take_lease(actor=actor(sato), case_id=case.id)
    with pytest.raises(ReplyHeld):
        actions.take_lease(actor=actor(suzuki), case_id=case.id)
    with clock.moved_to(start + timedelta(minutes=2)):
        actions.take_lease(actor=actor(suzuki), case_id=case.id)


def test_is_prolonged_by_saying_it_again(case: Case, sato: Staff, suzuki: Staff) -> None:
    start = clock.now()
    for seconds in (0, 80):
        with clock.moved_to(start + timedelta(seconds=seconds)):
            actions.take_lease(actor=actor(sato), case_id=case.id)
    with clock.moved_to(start + timedelta(seconds=160)), pytest.raises(ReplyHeld):
        actions.take_lease(actor=actor(suzuki), case_id=case.id)


def test_can_be_taken_over_and_that_is_logged(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.take_lease(actor=actor(sato), case_id=case.id)
    actions.take_lease(actor=actor(suzuki), case_id=case.id, take_over=True)
    assert ReplyLease.objects.get().staff_id == suzuki.id
    assert Happening.objects.get(case=case, verb="taken_over").data["name"] == sato.display_name
    assert audit.entries("case", case.id).filter(verb="case.taken_over", actor_id=suzuki.id).exists()


def test_is_released_only_by_its_holder(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.take_lease(actor=actor(sato), case_id=case.id)
    actions.release_lease(actor=actor(suzuki), case_id=case.id)
    assert others_at(actor(suzuki), case.id).writing == sato.display_name
    actions.release_lease(actor=actor(sato), case_id=case.id)
    assert others_at(actor(suzuki), case.id).writing == ""


def test_looking_is_seen_by_others_and_marks_as_read(case: Case, sato: Staff, suzuki: Staff) -> None:
    actions.look(actor=actor(sato), case_id=case.id)
    assert others_at(actor(suzuki), case.id).looking == [sato.display_name]
    assert others_at(actor(sato), case.id).looking == []
    assert ReadMark.objects.get(staff=sato).at >= case.last_at
    actions.look_away(actor=actor(sato), case_id=case.id)
    assert others_at(actor(suzuki), case.id).looking == []


def test_a_look_fades(case: Case, sato: Staff, suzuki: Staff) -> None:
    start = clock.now()
    actions.look(actor=actor(sato), case_id=case.id)
    with clock.moved_to(start + timedelta(minutes=1)):
        assert others_at(actor(suzuki), case.id).looking == []
    with clock.moved_to(start + timedelta(hours=2)):
        actions.sweep()
    assert not Viewing.objects.exists()


def test_can_be_marked_unread(case: Case, sato: Staff) -> None:
    actions.look(actor=actor(sato), case_id=case.id)
    actions.mark_unread(actor=actor(sato), case_id=case.id)
    assert not ReadMark.objects.exists()


def test_another_brand_cannot_look(case: Case, tanaka: Staff) -> None:
    for verb in (actions.look, actions.look_away, actions.mark_unread, actions.take_lease, actions.release_lease):
        with pytest.raises(NotFound):
            verb(actor=actor(tanaka), case_id=case.id)
