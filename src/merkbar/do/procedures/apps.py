"""Procedures as a Django app."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "merkbar.do.procedures"
    label = "procedures"
    verbose_name = "Prosedyrer"
