"""Plans and goals as a Django app: they hear what happens to the actions of the units' plans."""

from importlib import import_module

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "merkbar.plan.goals"
    label = "goals"
    verbose_name = "Planer og mål"

    def ready(self) -> None:
        """Follow the actions, and answer for the files of plans."""
        import_module(f"{self.name}.followers").register()
        import_module(f"{self.name}.panels").register()
