"""Indicators as a Django app: they say how the plans' targets stand, and are made when a target asks for one."""

from importlib import import_module

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "merkbar.check.indicators"
    label = "indicators"
    verbose_name = "Indikatorer"

    def ready(self) -> None:
        """Take part in plans."""
        import_module(f"{self.name}.parts").register()
