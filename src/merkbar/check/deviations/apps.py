"""Deviations as a Django app; it follows what happens to the actions that grew out of its cases."""

from importlib import import_module

from django.apps import AppConfig


class DeviationsConfig(AppConfig):
    name = "merkbar.check.deviations"
    label = "deviations"
    verbose_name = "Avvik"

    def ready(self) -> None:
        """Follow the actions of a case, and show where procedures were not followed."""
        for part in ("followers", "breaches"):
            import_module(f"merkbar.check.deviations.{part}").register()
