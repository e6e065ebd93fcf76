"""Actions as a Django app: they show themselves on their source's page and have a say in when it is finished."""

from importlib import import_module

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """The app, and where it takes part."""

    name = "merkbar.act.actions"
    label = "actions"
    verbose_name = "Tiltak"

    def ready(self) -> None:
        """Take part in deviations and in plans."""
        for part in ("guards", "panels", "plan_lines"):
            import_module(f"{self.name}.{part}").register()
