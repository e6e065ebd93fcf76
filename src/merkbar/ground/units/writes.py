"""Change the organisation: open, describe, rename, move, merge. Every figure can still be read as it was then."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.trail.history import claim
from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Placement, Unit, UnitLevel


@write
def open_unit(*, by: Any, code: str, name: str, valid_from: dt.date, parent: Unit | None = None, **facts: Any) -> Unit:
    """Make a unit under `parent` from a day on, and its first placement."""
    if parent is not None:
        _must_exist(parent, valid_from)
    unit = Unit(
        code=code,
        name=name,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        path=f"{parent.path if parent else ''}{code}.",
        valid_from=valid_from,
        **facts,
    )
    unit.full_clean()
    unit.save()
    Placement.objects.create(unit=unit, path=unit.path, name=name, valid_from=valid_from, valid_to=unit.valid_to)
    return unit


@write
def describe_unit(*, by: Any, unit: Unit, seen: int | None = None, **facts: Any) -> Unit:
    """Change what is said about a unit: short name, kind, employees, phone, duties. Name and place have steps."""
    claim(unit, seen=seen)
    for name, value in facts.items():
        setattr(unit, name, value)
    unit.full_clean()
    unit.save(update_fields=list(facts))
    return unit


@write
def rename_level(*, by: Any, level: UnitLevel, name: str, plural: str, seen: int | None = None) -> UnitLevel:
    """Call a level of the tree something else."""
    claim(level, seen=seen)
    level.name, level.plural = name, plural
    level.full_clean()
    level.save(update_fields=["name", "plural"])
    return level


@write
def rename_unit(*, by: Any, unit: Unit, name: str, day: dt.date, seen: int | None = None) -> Unit:
    """Give a unit a new name from `day`; the old one stays on older figures."""
    claim(unit, seen=seen)
    _must_have_come(day)
    _must_exist(unit, day)
    if Placement.objects.filter(unit=unit, valid_from__gt=day).exclude(name=unit.name).exists():
        raise ValidationError(_("Enheten har fått et nytt navn etter denne dagen. Velg en senere dag."))
    before, unit.name = unit.name, name
    unit.full_clean()
    unit.save(update_fields=["name"])
    _part(Placement.objects.filter(unit=unit), day)
    Placement.objects.filter(unit=unit, valid_from__gte=day, name=before).update(name=name)
    return unit


@write
def move_unit(*, by: Any, unit: Unit, parent: Unit, day: dt.date, seen: int | None = None) -> Unit:
    """Put a unit and all below it under another parent from `day`."""
    claim(unit, seen=seen)
    _must_have_come(day)
    _must_exist(unit, day)
    _must_exist(parent, day)
    if parent.is_under(unit):
        raise ValidationError(_("En enhet kan ikke flyttes inn under seg selv."))
    if unit.parent_id is None:
        raise ValidationError(_("Øverste enhet kan ikke flyttes."))
    if unit.parent_id == parent.pk:
        raise ValidationError(_("Enheten ligger allerede her."))
    _rehang(unit, under=parent, day=day)
    unit.parent = parent
    unit.save(update_fields=["parent"])
    unit.refresh_from_db()
    return unit


@write
def merge_units(*, by: Any, unit: Unit, into: Unit, day: dt.date, seen: int | None = None) -> Unit:
    """Close `unit` on `day`; from then on its history counts under `into`.

    Its own cases keep saying where they happened. Units that lie below it go on, directly under `into`.
    """
    claim(unit, seen=seen)
    _must_have_come(day)
    if into.is_under(unit):
        raise ValidationError(_("En enhet kan ikke slås sammen med seg selv eller en enhet under den."))
    if unit.valid_to is not None:
        raise ValidationError(_("Enheten er allerede avsluttet."))
    _must_exist(unit, day)
    _must_exist(into, day)
    for child in unit.children.filter(valid_to__isnull=True):
        _rehang(child, under=into, day=day)
        child.parent = into
        child.save(update_fields=["parent"])
    unit.refresh_from_db()
    into.refresh_from_db()
    _rehang(unit, under=into, day=day)
    unit.refresh_from_db()
    unit.became, unit.valid_to = into, day
    unit.full_clean()
    unit.save(update_fields=["became", "valid_to"])
    Placement.objects.filter(unit=unit, valid_from__gte=day).delete()
    return unit


def _must_have_come(day: dt.date) -> None:
    """`Unit.path` says how it is now, so a change is made on its day or later, never before."""
    if day > clock.today():
        raise ValidationError(_("Dagen har ikke kommet. Gjør endringen den dagen den gjelder fra, eller senere."))


def _must_exist(unit: Unit, day: dt.date) -> None:
    if unit.valid_from > day or (unit.valid_to is not None and unit.valid_to <= day):
        raise ValidationError(_("%(unit)s finnes ikke på denne dagen.") % {"unit": unit.name})


def _rehang(unit: Unit, *, under: Unit, day: dt.date) -> None:
    """Let the subtree have its new paths now, and its placements from `day`; what was before `day` stays."""
    old, new = unit.path, f"{under.path}{unit.code}."
    if Placement.objects.filter(unit=unit).filter(_from(day)).exclude(path=old).exists():
        raise ValidationError(_("Enheten, eller noe over den, er flyttet etter denne dagen. Velg en senere dag."))
    tail = Concat(Value(new), Substr("path", len(old) + 1))
    _part(Placement.objects.filter(path__startswith=old), day)
    Placement.objects.filter(path__startswith=old, valid_from__gte=day).update(path=tail)
    Unit.objects.under(old).update(path=tail, depth=F("depth") + under.depth + 1 - unit.depth)


def _from(day: dt.date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=day)


def _part(placements: Any, day: dt.date) -> None:
    """Cut the placements that span `day` in two, so that the later half can change."""
    for early in placements.filter(_from(day), valid_from__lt=day):
        until, early.valid_to = early.valid_to, day
        early.save(update_fields=["valid_to"])
        Placement.objects.create(
            unit_id=early.unit_id, path=early.path, name=early.name, valid_from=day, valid_to=until
        )
