"""Move-in as a Django app."""

from django.apps import AppConfig


class MoveinConfig(AppConfig):
    name = "merkbar.web.movein"
    label = "movein"
