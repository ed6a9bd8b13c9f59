"""/settings/sites/"""

import pytest

from yorisoi.workspace.contracts import SYSTEM
from yorisoi.workspace.models import Site
from yorisoi.workspace.public import create_site
from yorisoi.workspace.testing import Staff
from yorisoi.workspace.tests.pages import status, text_of


@pytest.mark.django_db
def test_only_administrators_of_all_brands(sato: Staff, suzuki: Staff, takahashi: Staff) -> None:
    assert "札幌" not in text_of(takahashi, "workspace:sites")
    assert status(sato, "get", "workspace:sites") == 403
    assert status(suzuki, "get", "workspace:site-new") == 403
    assert status(takahashi, "get", "workspace:site-new") == 200
    assert status(takahashi, "put", "workspace:sites") == 405


@pytest.mark.django_db
def test_add_change_remove(sato: Staff, takahashi: Staff) -> None:
    values: dict[str, object] = {"name": "札幌センター", "kind": "centre"}
    assert status(takahashi, "post", "workspace:sites", values) == 302
    assert status(takahashi, "post", "workspace:sites", values) == 422
    site = Site.objects.get()
    assert status(takahashi, "get", "workspace:site", site_id=site.id) == 200
    assert status(sato, "post", "workspace:site", values, site_id=site.id) == 403
    assert status(takahashi, "post", "workspace:site", {"name": "札幌", "kind": "office"}, site_id=site.id) == 302
    assert "札幌" in text_of(takahashi, "workspace:sites")
    assert status(sato, "delete", "workspace:site", site_id=site.id) == 403
    assert status(takahashi, "delete", "workspace:site", site_id=site.id) == 302
    assert status(takahashi, "delete", "workspace:site", site_id=site.id) == 404


@pytest.mark.django_db
def test_a_site_with_people_stays(takahashi: Staff) -> None:
    site_id = create_site(actor=SYSTEM, name="福岡")
    Staff.objects.filter(id=takahashi.id).update(site_id=site_id)
    assert status(takahashi, "delete", "workspace:site", site_id=site_id) == 204
    assert Site.objects.filter(id=site_id).exists()
