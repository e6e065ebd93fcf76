"""Deviations as a Django app."""

from django.apps import AppConfig


class DeviationsConfig(AppConfig):
    name = "merkbar.check.deviations"
    label = "deviations"
    verbose_name = "Avvik"
