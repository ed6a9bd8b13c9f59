"""/settings/teams/"""

import pytest

from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.models import Team
from yorisoi.workspace.public import create_team
from yorisoi.workspace.testing import Brand, Staff
from yorisoi.workspace.tests.pages import status, text_of


@pytest.mark.django_db
def test_four_ways(sato: Staff, suzuki: Staff, brand: Brand, other_brand: Brand) -> None:
    values: dict[str, object] = {"brand_id": str(brand.id), "name": "朝番"}
    assert status(sato, "get", "workspace:team-new") == 200
    assert status(sato, "post", "workspace:teams", values) == 302
    assert status(sato, "post", "workspace:teams", values) == 422
    assert status(sato, "post", "workspace:teams", {"brand_id": str(other_brand.id), "name": "x"}) == 422
    assert status(suzuki, "post", "workspace:teams", values) == 403
    assert status(suzuki, "get", "workspace:teams") == 403
    assert status(sato, "put", "workspace:teams") == 405
    assert "朝番" in text_of(sato, "workspace:teams")


@pytest.mark.django_db
def test_change_and_remove_in_ones_own_brand_only(sato: Staff, suzuki: Staff, brand: Brand, other_brand: Brand) -> None:
    mine = create_team(actor=SYSTEM, brand_id=brand.id, name="朝番")
    theirs = create_team(actor=SYSTEM, brand_id=other_brand.id, name="夜番")
    assert "夜番" not in text_of(sato, "workspace:teams")
    assert status(sato, "get", "workspace:team", team_id=mine) == 200
    assert status(sato, "post", "workspace:team", {"name": "昼番"}, team_id=mine) == 302
    assert status(sato, "post", "workspace:team", {"name": "x"}, team_id=theirs) == 404
    assert status(sato, "delete", "workspace:team", team_id=theirs) == 404
    assert status(suzuki, "delete", "workspace:team", team_id=mine) in {403, 404}
    assert Team.objects.get(id=mine).name == "昼番"
    assert status(sato, "delete", "workspace:team", team_id=mine) == 302
    assert Team.objects.get().id == theirs
