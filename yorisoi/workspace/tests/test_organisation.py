"""/settings/organisation/"""

import pytest

from yorisoi.workspace.models import Organisation
from yorisoi.workspace.testing import Staff
from yorisoi.workspace.tests.pages import status, text_of


@pytest.mark.django_db
def test_four_ways(sato: Staff, suzuki: Staff, takahashi: Staff) -> None:
    assert "Yorisoi" in text_of(takahashi, "workspace:organisation")
    assert status(takahashi, "post", "workspace:organisation", {"name": "株式会社ひなた"}) == 302
    assert status(takahashi, "post", "workspace:organisation", {"name": "ひなた"}) == 302
    assert Organisation.objects.get().name == "ひなた"
    assert status(takahashi, "post", "workspace:organisation", {"name": " "}) == 422
    for other in (sato, suzuki):  # sato is administrator of one brand only
        assert status(other, "get", "workspace:organisation") == 403
        assert status(other, "post", "workspace:organisation", {"name": "x"}) == 403
    assert status(takahashi, "delete", "workspace:organisation") == 405
