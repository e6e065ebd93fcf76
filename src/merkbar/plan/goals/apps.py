"""Plans and goals as a Django app."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "merkbar.plan.goals"
    label = "goals"
    verbose_name = "Planer og mål"
