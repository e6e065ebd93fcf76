"""Unit, its dated placements and what it became."""

import datetime as dt
from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class UnitLevel(models.Model):
    """What a level of the tree is called here: kommune, kommunalområde, virksomhet, avdeling (0 is the root)."""

    depth = models.PositiveSmallIntegerField(_("dybde"), primary_key=True)
    name = models.CharField(_("navn"), max_length=60)
    plural = models.CharField(_("flertall"), max_length=60)

    class Meta:
        ordering = ["depth"]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(QuerySet["Unit"]):
    def on(self, day: dt.date) -> "UnitQuerySet":
        """Units that exist on `day`."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def under(self, *paths: str) -> "UnitQuerySet":
        """The subtrees at these paths, the tops included; a unit that was merged lies under what it became."""
        if not paths:
            return self.none()
        wanted = Q()
        for path in paths:
            wanted |= Q(path__startswith=path)
        return self.filter(wanted)


@pghistory.track()
class Unit(models.Model):
    """A place in the organisation. `path` is the way from the root as it is now: `SOLVIK.MH.MH3.MH33.`"""

    code = models.CharField(_("kode"), max_length=30, unique=True)
    name = models.CharField(_("navn"), max_length=120)
    short_name = models.CharField(_("kortnavn"), max_length=60, blank=True)
    kind = models.CharField(_("slag"), max_length=30, blank=True)
    depth = models.PositiveSmallIntegerField(_("nivå"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400)
    became = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="earlier")
    employees = models.PositiveIntegerField(_("ansatte"), default=0)
    duties = models.TextField(_("oppgaver, mål og organisering"), blank=True)
    phone = models.CharField(_("vakttelefon"), max_length=20, blank=True)
    valid_from = models.DateField(_("gjelder fra"))
    valid_to = models.DateField(_("gjelder til"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()
    personal_data: tuple[str, ...] = ()

    class Meta:
        ordering = ["path"]
        indexes = [models.Index(fields=["path"], name="unit_path", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unit_ends_after_it_starts",
                violation_error_message=_("Enheten må slutte etter at den starter."),
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-ZÆØÅ_-]+$"),
                name="unit_code_is_plain",
                violation_error_message=_("Koden kan ha store bokstaver, tall, strek og understrek."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(depth=0),
                name="unit_only_the_root_has_no_parent",
                violation_error_message=_("Bare øverste enhet kan stå uten overordnet."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """The name for tables and headings."""
        return self.short_name or self.name

    def is_under(self, other: "Unit") -> bool:
        """Whether this unit lies in the subtree of `other`, or is it."""
        return self.path.startswith(other.path)


@pghistory.track()
class Placement(models.Model):
    """Where a unit stood in a period: figures «as it was then» read these, `Unit.path` says how it is now."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    path = models.CharField(max_length=400)
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="placement_one_start_a_day"),
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to__isnull=True), name="placement_one_is_open"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.valid_from}"


def ancestors(unit: Unit) -> "QuerySet[Any]":
    """The line above a unit, nearest first."""
    parts = unit.path.rstrip(".").split(".")[:-1]
    paths = [".".join(parts[:n]) + "." for n in range(1, len(parts) + 1)]
    return Unit.objects.filter(path__in=paths).order_by("-depth")
