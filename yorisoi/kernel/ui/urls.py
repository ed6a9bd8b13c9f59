"""Addresses of the design system itself."""

from django.urls import path, re_path

from yorisoi.kernel.ui import views

app_name = "ui"
urlpatterns = [
    path("ui/style.<slug:digest>.css", views.stylesheet_view, name="stylesheet"),
    re_path(r"^ui/brand\.(?P<colour>[0-9a-f]{6})\.css$", views.brand_colours, name="brand-colours"),
    path("ui/display/", views.display, name="display"),
    path("ui/components/", views.components, name="components"),
    path("ui/components/inbox/", views.inbox_example, name="inbox-example"),
    path("ui/components/slow/", views.slow_part, name="slow-part"),
    path("ui/components/toast/", views.toast_example, name="toast-example"),
    path("ui/states/<int:status>/", views.state, name="state"),
]
