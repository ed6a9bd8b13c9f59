"""The pages of config: the doctor's, backups."""

from django.urls import path

from yorisoi.config.backup import views as backup
from yorisoi.config.doctor import views

app_name = "config"
urlpatterns = [
    path("settings/backups/", backup.Backups.as_view(), name="backups"),
    path("settings/backups/<str:name>/", backup.OneBackup.as_view(), name="backup"),
    path("restore/", backup.Restore.as_view(), name="restore"),
    path("settings/health/", views.Health.as_view(), name="health"),
    path("settings/health/outside/", views.Outside.as_view(), name="health-outside"),
]
