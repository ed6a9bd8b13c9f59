"""The kernel's own pages."""

from django.urls import path

from yorisoi.kernel.jobs import views as jobs

app_name = "kernel"
urlpatterns = [
    path("settings/jobs/", jobs.Jobs.as_view(), name="jobs"),
    path("settings/jobs/<uuid:job_id>/run/", jobs.Run.as_view(), name="job-run"),
    path("settings/jobs/<uuid:job_id>/dismissal/", jobs.Dismissal.as_view(), name="job-dismissal"),
]
