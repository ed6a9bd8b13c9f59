"""The pages of insights."""

from django.urls import path

from yorisoi.insights.views import metrics

app_name = "insights"
_ONE = "insights/metrics/<str:key>/"
urlpatterns = [
    path("insights/", metrics.Overview.as_view(), name="overview"),
    path(_ONE, metrics.OneMetric.as_view(), name="metric"),
    path(f"{_ONE}definition/", metrics.Definition.as_view(), name="definition"),
    path(f"{_ONE}cases/", metrics.Cases.as_view(), name="cases"),
    path(f"{_ONE}table.csv", metrics.Table.as_view(), name="table"),
]
