"""/presence/: whether one takes work."""

from datetime import timedelta

import pytest

from yorisoi.kernel import clock
from yorisoi.workspace.contracts import PresenceStatus
from yorisoi.workspace.models import Presence
from yorisoi.workspace.public import presence_of, set_presence
from yorisoi.workspace.testing import Staff, actor
from yorisoi.workspace.tests.pages import status, text_of


@pytest.mark.django_db
def test_four_ways(suzuki: Staff, sato: Staff) -> None:
    assert presence_of([suzuki.id]) == {suzuki.id: PresenceStatus.OFFLINE}
    assert "presence-menu" in text_of(suzuki, "workspace:presence")
    assert status(suzuki, "post", "workspace:presence", {"status": "available"}) == 200
    assert status(suzuki, "post", "workspace:presence", {"status": "asleep"}) == 422
    assert status(suzuki, "delete", "workspace:presence") == 405
    assert status(None, "post", "workspace:presence", {"status": "away"}) == 302
    assert presence_of([suzuki.id, sato.id]) == {
        suzuki.id: PresenceStatus.AVAILABLE,
        sato.id: PresenceStatus.OFFLINE,
    }


@pytest.mark.django_db
def test_saying_the_same_again_keeps_the_time(suzuki: Staff) -> None:
    with clock.moved_to(clock.now() - timedelta(hours=1)):
        set_presence(actor=actor(suzuki), status=PresenceStatus.AWAY)
    since = Presence.objects.get(staff=suzuki).since
    set_presence(actor=actor(suzuki), status=PresenceStatus.AWAY)
    assert Presence.objects.get(staff=suzuki).since == since
    set_presence(actor=actor(suzuki), status=PresenceStatus.AVAILABLE)
    assert Presence.objects.get(staff=suzuki).since > since
