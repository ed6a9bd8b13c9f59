"""Config as a Django app: it only carries commands and the demo company."""

from django.apps import AppConfig


class ProductConfig(AppConfig):
    name = "yorisoi.config"
    label = "config"
