"""What will happen to a unit, in plain words, before it is done."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.ground.people.models import Post
from merkbar.ground.ui.norwegian import day as written
from merkbar.ground.units.models import Unit


@dataclass(frozen=True, slots=True)
class Outlook:
    """A change to confirm: what the page asks, what will happen, and the verb on the button."""

    title: str
    sentences: list[str]
    button: str


def renaming(unit: Unit, *, name: str, day: dt.date) -> Outlook:
    """Say what a new name does."""
    words = {"day": written(day), "old": unit.name, "new": name}
    return Outlook(
        _("Gi enheten nytt navn?"),
        [
            _("Fra %(day)s heter «%(old)s» «%(new)s».") % words,
            _("Tall fra før den dagen står fortsatt under «%(old)s».") % words,
            _("Koden %(code)s, sakene og rollene er som før.") % {"code": unit.code},
        ],
        _("Gi nytt navn"),
    )


def moving(unit: Unit, *, parent: Unit, day: dt.date) -> Outlook:
    """Say what a new place does."""
    words = {"day": written(day), "unit": unit.name, "old": unit.parent.name if unit.parent else "", "new": parent.name}
    below = Unit.objects.under(unit.path).filter(valid_to__isnull=True).exclude(pk=unit.pk).count()
    along = ngettext("%(n)s enhet som ligger under, blir med.", "%(n)s enheter som ligger under, blir med.", below)
    return Outlook(
        _("Flytte %(unit)s?") % words,
        [
            _("Fra %(day)s ligger %(unit)s under %(new)s.") % words,
            *([along % {"n": below}] if below else []),
            _("Ledere i %(new)s og oppover får se sakene i %(unit)s, også de gamle.") % words,
            _("De som bare leder %(old)s, ser dem ikke lenger.") % words,
            _("Figurene kan fortsatt leses slik det var: tall fra før den dagen står under %(old)s.") % words,
        ],
        _("Flytt enheten"),
    )


def merging(unit: Unit, *, into: Unit, day: dt.date) -> Outlook:
    """Say what a merger does."""
    words = {"day": written(day), "unit": unit.name, "into": into.name}
    return Outlook(
        _("Slå sammen %(unit)s med %(into)s?") % words,
        [
            _("Fra %(day)s er %(unit)s avsluttet, og %(into)s overtar.") % words,
            _("Sakene i %(unit)s sier fortsatt hvor det skjedde. De følges opp av lederen i %(into)s.") % words,
            *_children(unit, words),
            *_people(unit, day, words),
            _("Figurene kan fortsatt leses slik det var: tall fra før den dagen står under %(unit)s.") % words,
        ],
        _("Slå sammen enhetene"),
    )


def _children(unit: Unit, words: dict[str, str]) -> list[str]:
    below = unit.children.filter(valid_to__isnull=True).count()
    if not below:
        return []
    text = ngettext(
        "%(n)s enhet rett under %(unit)s flyttes til %(into)s.",
        "%(n)s enheter rett under %(unit)s flyttes til %(into)s.",
        below,
    )
    return [text % {**words, "n": below}]


def _people(unit: Unit, day: dt.date, words: dict[str, str]) -> list[str]:
    posts = Post.objects.filter(unit=unit).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    leading = posts.filter(Q(role__leads=True) | Q(deputy_for__isnull=False)).count()
    others = posts.filter(role__leads=False, deputy_for__isnull=True).count()
    told = []
    if others:
        text = ngettext(
            "%(n)s person får samme rolle i %(into)s.", "%(n)s personer får samme rolle i %(into)s.", others
        )
        told.append(text % {**words, "n": others})
    if leading:
        text = ngettext(
            "%(n)s rolle som leder eller stedfortreder i %(unit)s avsluttes.",
            "%(n)s roller som leder eller stedfortreder i %(unit)s avsluttes.",
            leading,
        )
        told.append(text % {**words, "n": leading})
    return told
