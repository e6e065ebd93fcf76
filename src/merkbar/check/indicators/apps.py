"""Indicators as a Django app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "merkbar.check.indicators"
    label = "indicators"
    verbose_name = "Indikatorer"
