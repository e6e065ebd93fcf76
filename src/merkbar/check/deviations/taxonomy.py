"""The municipality's own lists: areas, types, causes, harm words, close reasons and escalation rules.

Data an administrator edits (`domain/taxonomy.md` 5.1–5.5); codes are stable, texts are not. No rule of escalation is in code.
"""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class Area(models.Model):
    """What it concerns, the first tap: bruker, ansatt, personvern, tjeneste, forbedring."""

    code = models.CharField(_("kode"), max_length=4, primary_key=True)
    name = models.CharField(_("navn"), max_length=80)
    tile = models.CharField(_("kort navn"), max_length=40)
    order = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class EventType(models.Model):
    """What kind of event, the second tap. Local sub-types hang below a stable type."""

    code = models.CharField(_("kode"), max_length=12, primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="types")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subtypes")
    name = models.CharField(_("navn"), max_length=120)
    short = models.CharField(_("kort navn"), max_length=40)
    help = models.CharField(_("forklaring"), max_length=200, blank=True)
    mim = models.CharField(_("MIM PS"), max_length=80, blank=True)
    icps = models.CharField(_("ICPS"), max_length=80, blank=True)
    restricted = models.BooleanField(_("skjermes"), default=False)
    active = models.BooleanField(_("i bruk"), default=True)
    order = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Cause(models.Model):
    """A contributing factor. System factors come first; an individual one never stands alone (B9)."""

    code = models.CharField(_("kode"), max_length=4, primary_key=True)
    name = models.CharField(_("navn"), max_length=80)
    help = models.CharField(_("forklaring"), max_length=200, blank=True)
    individual = models.BooleanField(_("individuell"), default=False)
    active = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        ordering = ["individual", "code"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class HarmLevel(models.Model):
    """The words of the harm scale 0–5. The phone shows `reporter_word` where there is one."""

    level = models.PositiveSmallIntegerField(_("nivå"), primary_key=True)
    name = models.CharField(_("navn"), max_length=60)
    help = models.CharField(_("forklaring"), max_length=200, blank=True)
    reporter_word = models.CharField(_("melders ord"), max_length=30, blank=True)

    class Meta:
        ordering = ["level"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CloseReason(models.Model):
    """Why a case may be finished without any action."""

    code = models.CharField(_("kode"), max_length=30, primary_key=True)
    name = models.CharField(_("navn"), max_length=120)
    order = models.PositiveSmallIntegerField(_("rekkefølge"), default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class EscalationRule(models.Model):
    """When this is reported, tell these roles at once, start this clock and show this reminder."""

    code = models.CharField(_("kode"), max_length=30, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="rules")
    type = models.ForeignKey(EventType, models.PROTECT, null=True, blank=True, related_name="rules")
    either_min = models.PositiveSmallIntegerField(_("skade minst"), null=True, blank=True)
    physical_min = models.PositiveSmallIntegerField(_("fysisk skade minst"), null=True, blank=True)
    potential_min = models.PositiveSmallIntegerField(_("kunne ført til minst"), null=True, blank=True)
    tell = models.JSONField(_("varsle roller"), default=list)
    restrict = models.BooleanField(_("skjerm saken"), default=False)
    clock_hours = models.PositiveSmallIntegerField(_("frist i timer"), null=True, blank=True)
    clock_workdays = models.PositiveSmallIntegerField(_("frist i virkedager"), null=True, blank=True)
    reminder = models.CharField(_("påminnelse"), max_length=300, blank=True)
    source = models.CharField(_("kilde"), max_length=120, blank=True)
    active = models.BooleanField(_("i bruk"), default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False)
                | Q(type__isnull=False)
                | Q(either_min__isnull=False)
                | Q(physical_min__isnull=False)
                | Q(potential_min__isnull=False),
                name="escalation_has_a_condition",
                violation_error_message=_("Regelen må ha minst ett vilkår."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def fits(
        self, *, area: str, type_code: str | None, harm: int | None, physical: int | None, potential: int | None
    ) -> bool:
        """Whether a case meets every condition the rule has. `harm` is the higher of the scales, else the reporter's."""
        asked: list[bool] = []
        if self.area_id:
            asked.append(self.area_id == area)
        if self.type_id:
            asked.append(bool(type_code) and str(type_code).startswith(self.type_id))
        if self.either_min is not None:
            asked.append(harm is not None and harm >= self.either_min)
        if self.physical_min is not None:
            asked.append((physical if physical is not None else harm or 0) >= self.physical_min)
        if self.potential_min is not None:
            asked.append((potential or 0) >= self.potential_min)
        return bool(asked) and all(asked)
