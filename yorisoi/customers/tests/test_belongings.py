"""Needs, consents, contracts, confirmed addresses and the age, on the customer's page."""

from datetime import date
from typing import Any

import pytest

from yorisoi.customers.ages import age_band, age_on, band_words
from yorisoi.customers.models import Contract, Customer
from yorisoi.customers.tests.pages import status, text_of
from yorisoi.kernel import audit
from yorisoi.workspace.testing import Staff


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1950, 4, 1), date(2026, 3, 31), 75),
        (date(1950, 4, 1), date(2026, 4, 1), 76),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
    ],
)
def test_full_years(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_decades() -> None:
    assert [age_band(age) for age in (0, 9, 10, 69, 70, 104)] == [0, 0, 10, 60, 70, 90]
    assert len({band_words(band) for band in range(0, 100, 10)}) == 10


@pytest.mark.django_db
def test_a_birthday_by_the_japanese_calendar_shows_age(suzuki: Staff, yamada: Customer) -> None:
    values: dict[str, object] = {"family_name": "山田", "language": "ja", "birth_date": "昭和25年4月1日"}
    assert status(suzuki, "post", "customers:customer", values, customer_id=yamada.id) == 302
    yamada.refresh_from_db()
    assert yamada.birth_date == date(1950, 4, 1)
    page = text_of(suzuki, "customers:customer", customer_id=yamada.id)
    assert "昭和25年4月1日" in page
    assert "70" in page


def four_ways(suzuki: Staff, tanaka: Staff, name: str, values: dict[str, object], **ids: Any) -> None:
    """Shown, refused to another brand, wrong method, not signed in."""
    assert status(suzuki, "get", name, **ids) == 200
    assert status(tanaka, "post", name, values, **ids) == 404
    assert status(suzuki, "patch", name, **ids) == 405
    assert status(None, "post", name, values, **ids) == 302


@pytest.mark.django_db
def test_needs(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    values: dict[str, object] = {"kind": "hearing", "note": "右から話す"}
    four_ways(suzuki, tanaka, "customers:needs", values, customer_id=yamada.id)
    assert status(suzuki, "post", "customers:needs", values, customer_id=yamada.id) == 200
    changed = values | {"note": "筆談"}
    assert status(suzuki, "post", "customers:needs", changed, customer_id=yamada.id) == 200
    assert yamada.needs.get().note == "筆談"
    assert status(suzuki, "post", "customers:needs", {"kind": "wings"}, customer_id=yamada.id) == 422
    one: dict[str, Any] = {"customer_id": yamada.id, "kind": "hearing"}
    assert status(tanaka, "delete", "customers:need", **one) == 404
    assert status(suzuki, "get", "customers:need", **one) == 405
    assert status(suzuki, "delete", "customers:need", **one) == 200
    assert status(suzuki, "delete", "customers:need", **one) == 404
    assert not yamada.needs.exists()


@pytest.mark.django_db
def test_consents(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    values: dict[str, object] = {"purpose": "お知らせメール", "source": "電話"}
    four_ways(suzuki, tanaka, "customers:consents", values, customer_id=yamada.id)
    assert status(suzuki, "post", "customers:consents", values, customer_id=yamada.id) == 200
    assert "電話" in text_of(suzuki, "customers:customer", customer_id=yamada.id)
    assert status(tanaka, "post", "customers:consent-withdrawal", values, customer_id=yamada.id) == 404
    assert status(suzuki, "get", "customers:consent-withdrawal", customer_id=yamada.id) == 405
    assert status(suzuki, "post", "customers:consent-withdrawal", values, customer_id=yamada.id) == 200
    assert yamada.consents.get().withdrawn_at is not None
    assert status(suzuki, "post", "customers:consents", {"purpose": ""}, customer_id=yamada.id) == 422


@pytest.mark.django_db
def test_contracts(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    values: dict[str, object] = {
        "product": "さくら便", "plan": "毎月", "starts_on": "令和6年4月1日", "monthly_value": "3980", "seats": "2",
        "renews_on": "", "account_id": "",
    }  # fmt: skip
    four_ways(suzuki, tanaka, "customers:contracts", values, customer_id=yamada.id)
    assert status(suzuki, "post", "customers:contracts", values, customer_id=yamada.id) == 200
    contract = Contract.objects.get()
    assert (contract.starts_on, contract.monthly_value, contract.seats) == (date(2024, 4, 1), 3980, 2)
    assert "3,980" in text_of(suzuki, "customers:customer", customer_id=yamada.id)
    wrong = values | {"monthly_value": "-1", "starts_on": "いつか"}
    assert status(suzuki, "post", "customers:contracts", wrong, customer_id=yamada.id) == 422
    one: dict[str, Any] = {"customer_id": yamada.id, "contract_id": contract.id}
    ending: dict[str, object] = {"ends_on": "2026-12-31", "reason": "転居"}
    four_ways(suzuki, tanaka, "customers:contract-ending", ending, **one)
    assert status(suzuki, "post", "customers:contract-ending", {"ends_on": ""}, **one) == 422
    assert status(suzuki, "post", "customers:contract-ending", ending, **one) == 200
    contract.refresh_from_db()
    assert (contract.ends_on, contract.end_reason) == (date(2026, 12, 31), "転居")


@pytest.mark.django_db
def test_confirmed_addresses(suzuki: Staff, tanaka: Staff, yamada: Customer) -> None:
    identity = yamada.identities.get()
    one: dict[str, Any] = {"customer_id": yamada.id, "identity_id": identity.id}
    how: dict[str, object] = {"how": "折り返し電話で確認"}
    four_ways(suzuki, tanaka, "customers:verification", how, **one)
    assert status(suzuki, "post", "customers:verification", {"how": ""}, **one) == 422
    assert status(suzuki, "post", "customers:verification", how, **one) == 200
    identity.refresh_from_db()
    assert identity.verified_at is not None
    assert (identity.verified_by_id, identity.verified_how) == (suzuki.id, "折り返し電話で確認")
    assert "折り返し電話で確認" in text_of(suzuki, "customers:customer", customer_id=yamada.id)
    assert status(tanaka, "delete", "customers:verification", **one) == 404
    assert status(suzuki, "delete", "customers:verification", **one) == 200
    assert yamada.identities.filter(verified_at=None, verified_by=None).exists()
    verbs = [each.verb for each in audit.entries("customer", yamada.id)]
    assert verbs[-2:] == ["customer.identity_verified", "customer.identity_doubted"]
