"""Learning as a Django app."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "merkbar.do.learning"
    label = "learning"
    verbose_name = "Læring"
