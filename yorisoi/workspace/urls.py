"""Addresses of workspace."""

from django.urls import path
from django.views.generic import RedirectView

from yorisoi.workspace.views import (
    audit,
    brands,
    hours,
    invitations,
    notifications,
    organisation,
    presence,
    profile,
    roles,
    settings,
    sites,
    staff,
    teams,
)

app_name = "workspace"
urlpatterns = [
    path("", settings.Home.as_view(), name="home"),
    path("presence/", presence.Presence.as_view(), name="presence"),
    path("invitations/<str:token>/", invitations.Join.as_view(), name="join"),
    # One's address is changed by an administrator: allauth's own pages for that stay closed.
    path("accounts/email/", RedirectView.as_view(pattern_name="workspace:profile"), name="email"),
    path("settings/", settings.Settings.as_view(), name="settings"),
    path("notifications/", notifications.Notifications.as_view(), name="notifications"),
    path("notifications/bell/", notifications.Bell.as_view(), name="bell"),
    path("notifications/reading/", notifications.Reading.as_view(), name="notifications-read"),
    path("notifications/<uuid:notification_id>/reading/", notifications.OneReading.as_view(), name="notification-read"),
    path("settings/notifications/", notifications.Choices.as_view(), name="notification-choices"),
    path("settings/me/", profile.Profile.as_view(), name="profile"),
    path("settings/organisation/", organisation.OneOrganisation.as_view(), name="organisation"),
    path("settings/brands/", brands.Brands.as_view(), name="brands"),
    path("settings/brands/new/", brands.NewBrand.as_view(), name="brand-new"),
    path("settings/brands/<uuid:brand_id>/", brands.OneBrand.as_view(), name="brand"),
    path("settings/hours/", hours.HoursList.as_view(), name="hours"),
    path("settings/hours/all/", hours.HoursOfAll.as_view(), name="hours-all"),
    path("settings/hours/<uuid:brand_id>/", hours.HoursOfBrand.as_view(), name="hours-brand"),
    path("settings/audit/", audit.AuditLog.as_view(), name="audit"),
    path("settings/audit/export/", audit.Export.as_view(), name="audit-export"),
    path("settings/staff/<uuid:staff_id>/sessions/<int:session_id>/", staff.Session.as_view(), name="staff-session"),
    path("settings/sites/", sites.Sites.as_view(), name="sites"),
    path("settings/sites/new/", sites.NewSite.as_view(), name="site-new"),
    path("settings/sites/<uuid:site_id>/", sites.OneSite.as_view(), name="site"),
    path("settings/teams/", teams.Teams.as_view(), name="teams"),
    path("settings/teams/new/", teams.NewTeam.as_view(), name="team-new"),
    path("settings/teams/<uuid:team_id>/", teams.OneTeam.as_view(), name="team"),
    path("settings/roles/", roles.Roles.as_view(), name="roles"),
    path("settings/roles/new/", roles.NewRole.as_view(), name="role-new"),
    path("settings/roles/<uuid:role_id>/", roles.OneRole.as_view(), name="role"),
    path("settings/staff/", staff.StaffMembers.as_view(), name="staff"),
    path("settings/staff/<uuid:staff_id>/", staff.StaffMember.as_view(), name="staff-member"),
    path("settings/staff/<uuid:staff_id>/grants/", staff.Grants.as_view(), name="grants"),
    path("settings/staff/<uuid:staff_id>/grants/<uuid:grant_id>/", staff.OneGrant.as_view(), name="grant"),
    path("settings/staff/<uuid:staff_id>/deactivation/", staff.Deactivation.as_view(), name="deactivation"),
    path("settings/invitations/", invitations.Invitations.as_view(), name="invitations"),
    path("settings/invitations/new/", invitations.NewInvitation.as_view(), name="invitation-new"),
    path("settings/invitations/<uuid:invitation_id>/", invitations.OneInvitation.as_view(), name="invitation"),
    path("settings/invitations/<uuid:invitation_id>/mails/", invitations.Mails.as_view(), name="invitation-mails"),
]
