"""Cases follow their customers."""

import pytest

from yorisoi.customers.public import merge_customers, undo_merge
from yorisoi.customers.testing import make_customer
from yorisoi.desk import actions
from yorisoi.desk.models import Case, CaseMove, Queue
from yorisoi.desk.queries import cases_of_customer
from yorisoi.kernel import jobs, search
from yorisoi.workspace.testing import Brand, Staff, actor


def opened(staff: Staff, queue: Queue, address: str, subject: str) -> Case:
    new = actions.NewCase(queue_id=queue.id, subject=subject, text="電話で", address=address, name="山田 太郎")
    return Case.objects.get(id=actions.open_case(actor=actor(staff), new=new))


@pytest.mark.django_db
def test_cases_go_over_and_come_back(suzuki: Staff, brand: Brand, queue: Queue) -> None:
    first, second = (opened(suzuki, queue, address, "納品") for address in ("a@example.com", "b@example.com"))
    kept, gone = first.customer_id, second.customer_id
    assert kept
    assert gone
    merge_id = merge_customers(actor=actor(suzuki), kept_id=kept, gone_id=gone)
    version = Case.objects.get(id=second.id).version
    jobs.run_pending()
    assert {each.number for each in cases_of_customer(actor(suzuki), kept)} == {first.number, second.number}
    assert Case.objects.get(id=second.id).version == version  # nobody's answer is held up by it
    later = opened(suzuki, queue, "b@example.com", "その後")
    assert later.customer_id == kept
    undo_merge(actor=actor(suzuki), customer_id=kept, merge_id=merge_id)
    jobs.run_pending()
    assert {each.number for each in cases_of_customer(actor(suzuki), gone)} == {second.number}
    assert {each.number for each in cases_of_customer(actor(suzuki), kept)} == {first.number, later.number}
    assert not CaseMove.objects.exists()


@pytest.mark.django_db
def test_doing_it_twice_changes_nothing(suzuki: Staff, brand: Brand, queue: Queue) -> None:
    kept, gone = make_customer(brand, "k@example.com", "森 一"), make_customer(brand, "g@example.com", "林 二")
    case = opened(suzuki, queue, "g@example.com", "二回")
    merge_id = merge_customers(actor=actor(suzuki), kept_id=kept.id, gone_id=gone.id)
    ids = {"merge_id": merge_id, "kept_id": kept.id, "gone_id": gone.id}
    assert actions.follow_merge(**ids) == 1
    assert actions.follow_merge(**ids) == 0
    case.refresh_from_db()
    assert case.customer_name == "森 一"
    assert [hit.object_id for hit in search.find("森", [brand.id], ["case"], 5).hits] == [case.id]
    assert actions.follow_parting(**ids) == 1
    assert actions.follow_parting(**ids) == 0
    case.refresh_from_db()
    assert case.customer_id == gone.id
