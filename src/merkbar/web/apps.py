"""The web as a Django app; it tells indicators what the other modules can count."""

from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "merkbar.web"
    label = "web"

    def ready(self) -> None:
        """Let indicators count what happens in deviations, actions and plans."""
        import_module("merkbar.web.measured").register()
