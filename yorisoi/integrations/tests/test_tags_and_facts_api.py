"""/api/v1/tags and /api/v1/facts."""

import pytest

from yorisoi.desk.testing import Case, make_tag
from yorisoi.integrations.testing import ApiClient, own_token, service_token
from yorisoi.kernel import jobs
from yorisoi.workspace.testing import Brand, Staff


@pytest.fixture
def api(sato: Staff, brand: Brand) -> ApiClient:
    return ApiClient(own_token(sato, brand))


def test_tags_are_made_given_and_retired(api: ApiClient, case: Case) -> None:
    made = api.post("/tags", {"name": "ＶＩＰ", "colour": "warning"})
    assert made.status_code == 201, made.content
    tag_id = made.json()["id"]
    assert made.headers["Location"] == f"/api/v1/tags/{tag_id}"
    assert api.post("/tags", {"name": "vip"}).status_code == 409
    told = api.send("PUT", f"/cases/{case.number}/tags", {"tag_ids": [tag_id]})
    assert told.json()["tags"] == ["ＶＩＰ"]
    assert api.send("PATCH", f"/tags/{tag_id}", {"active": False}).json()["active"] is False
    assert api.get("/tags").json()["data"] == []
    assert [row["name"] for row in api.get("/tags", retired="true").json()["data"]] == ["ＶＩＰ"]
    assert api.get(f"/cases/{case.number}").json()["tags"] == ["ＶＩＰ"]
    assert api.send("PUT", f"/cases/{case.number}/tags", {"tag_ids": []}).json()["tags"] == []


def test_other_brands_tags_are_neither_seen_nor_given(
    api: ApiClient, brand: Brand, other_brand: Brand, case: Case
) -> None:
    theirs = make_tag(other_brand, "もみじ")
    assert api.get(f"/tags/{theirs.id}").status_code == 404
    assert api.send("PATCH", f"/tags/{theirs.id}", {"name": "x"}).status_code == 404
    assert api.send("PUT", f"/cases/{case.number}/tags", {"tag_ids": [str(theirs.id)]}).status_code == 409
    assert api.post("/tags", {"name": "x", "brand_id": str(other_brand.id)}).status_code == 403
    assert ApiClient(service_token(brand, "operator")).post("/tags", {"name": "x"}).status_code == 403
    assert api.send("DELETE", f"/tags/{theirs.id}").status_code == 405


def test_facts(api: ApiClient, brand: Brand, other_brand: Brand, case: Case, other_case: Case) -> None:
    jobs.run_pending()
    first = api.get("/facts", limit=1).json()
    second = api.get("/facts", limit=100, cursor=first["next_cursor"]).json()
    facts = [*first["data"], *second["data"]]
    assert {fact["kind"] for fact in facts} >= {"case", "contact"}
    assert {fact["brand_id"] for fact in facts} == {str(brand.id)}
    assert {fact["kind"] for fact in api.get("/facts", kind="case").json()["data"]} == {"case"}
    assert ApiClient(service_token(brand, "operator")).get("/facts").json()["data"] == []
