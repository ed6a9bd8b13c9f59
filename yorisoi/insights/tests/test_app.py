"""Insights is part of the product."""

from django.apps import apps


def test_is_installed() -> None:
    assert apps.is_installed("yorisoi.insights")
