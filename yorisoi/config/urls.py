"""Every URL of the product: each capability's own urls.py."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

MODULES = (
    "kernel",
    "kernel.ui",
    "kernel.search",
    "workspace",
    "customers",
    "channels",
    "desk",
    "insights",
    "integrations",
)

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"yorisoi.{name}.urls")) for name in MODULES if find_spec(f"yorisoi.{name}.urls")),
    path("", include("yorisoi.config.doctor.urls")),
    path("accounts/", include("allauth.urls")),  # last: workspace closes some of its pages
]
if settings.DEMO:
    urlpatterns.append(path("", include("yorisoi.config.demo.urls")))

handler400 = "yorisoi.kernel.ui.errors.bad_request"
handler403 = "yorisoi.kernel.ui.errors.permission_denied"
handler404 = "yorisoi.kernel.ui.errors.page_not_found"
handler500 = "yorisoi.kernel.ui.errors.server_error"
