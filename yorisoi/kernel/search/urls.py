"""Addresses of the global search."""

from django.urls import path

from yorisoi.kernel.search.views import Results

app_name = "search"
urlpatterns = [path("search/", Results.as_view(), name="results")]
