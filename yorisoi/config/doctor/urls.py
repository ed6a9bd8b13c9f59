"""The page of the doctor."""

from django.urls import path

from yorisoi.config.doctor import views

app_name = "config"
urlpatterns = [
    path("settings/health/", views.Health.as_view(), name="health"),
    path("settings/health/outside/", views.Outside.as_view(), name="health-outside"),
]
