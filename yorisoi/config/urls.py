"""Every URL of the product: each capability's own urls.py under its own prefix."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
]
for module in ("kernel.ui", "workspace", "customers", "channels", "desk"):
    if find_spec(f"yorisoi.{module}.urls"):
        urlpatterns.append(path("", include(f"yorisoi.{module}.urls")))
