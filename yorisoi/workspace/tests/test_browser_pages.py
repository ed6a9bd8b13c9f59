"""Signing in with a passkey in a real browser, and every page under axe, in both languages and themes."""

import pytest
from playwright.sync_api import expect

from yorisoi.workspace.contracts import PresenceStatus
from yorisoi.workspace.public import presence_of
from yorisoi.workspace.testing import PASSWORD, Staff
from yorisoi.workspace.tests.conftest import Visit, axe_faults

OPEN = ("/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/invitations/x/")
CLOSED = (
    "/settings/", "/settings/me/", "/notifications/", "/settings/notifications/",
    "/settings/staff/", "/settings/invitations/new/", "/settings/roles/",
    "/settings/roles/new/", "/settings/brands/new/", "/settings/sites/", "/settings/teams/new/",
    "/accounts/password/change/", "/accounts/reauthenticate/", "/accounts/2fa/", "/accounts/sessions/",
)  # fmt: skip
VIEWS = (("ja", "light", 1440), ("en", "dark", 390))


@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_pages_for_strangers_pass_axe(visit: Visit, language: str, theme: str, width: int) -> None:
    for path in OPEN:
        assert axe_faults(visit(path, None, language, theme, width)) == [], path


@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_pages_of_the_console_pass_axe(
    visit: Visit, takahashi: Staff, suzuki: Staff, language: str, theme: str, width: int
) -> None:
    for path in (*CLOSED, f"/settings/staff/{suzuki.id}/"):
        assert axe_faults(visit(path, takahashi, language, theme, width)) == [], path


def test_a_passkey_is_registered_and_signs_in_alone(visit: Visit, suzuki: Staff) -> None:
    page = visit("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    user_checks = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | user_checks})
    page.locator("input[name=login]").fill("suzuki@example.jp")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.locator("input[name=password]").wait_for()
    page.wait_for_url("**/accounts/reauthenticate/**")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.locator("#id_name").fill("机のPC")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    assert "机のPC" in visit("/accounts/2fa/webauthn/").content()
    page.context.clear_cookies()
    page = visit("/accounts/login/?next=/settings/me/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/settings/me/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_presence_is_switched_from_the_top_bar(visit: Visit, suzuki: Staff) -> None:
    page = visit("/settings/", suzuki)
    page.locator("#presence-menu-button").click()
    page.get_by_role("menuitemradio", name="離席").click()
    expect(page.locator("#presence-menu-button")).to_contain_text("離席")
    assert presence_of([suzuki.id]) == {suzuki.id: PresenceStatus.AWAY}
    expect(page.locator("#presence")).to_have_count(1)


def test_a_role_is_given_and_taken_with_a_question(visit: Visit, takahashi: Staff, suzuki: Staff) -> None:
    page = visit(f"/settings/staff/{suzuki.id}/", takahashi)
    page.locator("select[name=role_key]").select_option("viewer")
    page.locator("select[name=place]").select_option("everywhere")
    page.get_by_role("button", name="ロールを付ける").click()
    expect(page.get_by_text("閲覧者", exact=True).first).to_be_visible()
    page.get_by_role("button", name="ロール「閲覧者」を外す").click()
    page.locator("dialog[open] button.btn--primary, dialog[open] button.btn--danger").first.click()
    expect(page.get_by_role("button", name="ロール「閲覧者」を外す")).to_have_count(0)


def test_staff_are_found_while_typing(visit: Visit, takahashi: Staff, suzuki: Staff) -> None:
    page = visit("/settings/staff/", takahashi)
    page.locator("#id_q").press_sequentially("すず")
    expect(page.locator("#results tbody tr")).to_have_count(1)
    expect(page.locator("#results")).to_contain_text("鈴木 一郎")
    assert "q=" in page.url
