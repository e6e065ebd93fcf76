"""Procedures as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The app, and where it takes part."""

    name = "merkbar.do.procedures"
    label = "procedures"
    verbose_name = "Prosedyrer"

    def ready(self) -> None:
        """Answer for the files of procedures."""
        import_module(f"{self.name}.panels").register()
