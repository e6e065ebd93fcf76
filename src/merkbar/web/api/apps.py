"""The API as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Labelled `api`."""

    name = "merkbar.web.api"
    label = "api"
