"""Change the organisation: open, move, merge, rename. Every figure can still be read as it was then."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from merkbar.ground.trail.write import write
from merkbar.ground.units.models import Placement, Unit


@write
def open_unit(*, by: Any, code: str, name: str, valid_from: dt.date, parent: Unit | None = None, **facts: Any) -> Unit:
    """Make a unit under `parent` from a day on, and its first placement."""
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
def rename_unit(*, by: Any, unit: Unit, name: str, day: dt.date) -> Unit:
    """Give a unit a new name from `day`; the old one stays on older figures."""
    unit.name = name
    unit.full_clean()
    unit.save(update_fields=["name"])
    _place(unit, path=unit.path, day=day)
    return unit


@write
def move_unit(*, by: Any, unit: Unit, parent: Unit, day: dt.date) -> Unit:
    """Put a unit and all below it under another parent from `day`."""
    if parent.is_under(unit):
        raise ValidationError(_("En enhet kan ikke flyttes inn under seg selv."))
    _rehang(unit, under=parent, day=day)
    unit.parent = parent
    unit.save(update_fields=["parent"])
    unit.refresh_from_db()
    return unit


@write
def merge_units(*, by: Any, unit: Unit, into: Unit, day: dt.date) -> Unit:
    """Close `unit` on `day`; from then on its history counts under `into`. Its own cases keep saying where they happened."""
    if into.is_under(unit):
        raise ValidationError(_("En enhet kan ikke slås sammen med seg selv eller en enhet under den."))
    if unit.valid_to is not None:
        raise ValidationError(_("Enheten er allerede avsluttet."))
    _rehang(unit, under=into, day=day)
    unit.refresh_from_db()
    unit.became, unit.valid_to = into, day
    unit.full_clean()
    unit.save(update_fields=["became", "valid_to"])
    Placement.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=day)
    return unit


def _rehang(unit: Unit, *, under: Unit, day: dt.date) -> None:
    old, new = unit.path, f"{under.path}{unit.code}."
    deeper = under.depth + 1 - unit.depth
    subtree = list(Unit.objects.under(old))
    Unit.objects.under(old).update(path=Concat(Value(new), Substr("path", len(old) + 1)), depth=F("depth") + deeper)
    for member in subtree:
        _place(member, path=new + member.path[len(old) :], day=day)


def _place(unit: Unit, *, path: str, day: dt.date) -> None:
    today = Placement.objects.filter(unit=unit, valid_from=day)
    if today.update(path=path, name=unit.name):
        return
    Placement.objects.filter(unit=unit, valid_to__isnull=True).update(valid_to=day)
    Placement.objects.create(unit=unit, path=path, name=unit.name, valid_from=day)
