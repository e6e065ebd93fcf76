"""Ask a manager to explain a change: a line on the timeline, and something to do with a deadline, told to the one asked."""

import datetime as dt

from django.utils.translation import gettext as _

from merkbar.check.indicators.models import Indicator
from merkbar.ground.people.models import Person, Post
from merkbar.ground.records.models import Record
from merkbar.ground.records.registries import make
from merkbar.ground.records.writes import note
from merkbar.ground.trail.write import write
from merkbar.ground.ui.norwegian import day as in_words
from merkbar.ground.units.models import Unit

LONGEST = 200
"""Characters of a title."""


@write
def ask(*, by: Person, indicator: Indicator, unit: Unit, post: Post, day: dt.date, question: str = "") -> Record:
    """Ask the one who holds `post` what lies behind the curve of `unit`, to be answered on `day` at the latest."""
    facts = {"title": indicator.record.title, "unit": unit.short, "day": in_words(day), "role": post.role.title}
    asked = _("Skriv på kurven hva dere tror ligger bak, og hva dere gjør. Marker så dette som gjort.")
    note(
        record=indicator.record,
        by=by,
        step="ask",
        text=_("%(role)s er bedt om å forklare kurven for %(unit)s innen %(day)s.") % facts,
    )
    return make(
        "action",
        by=by,
        title=(_("Forklar kurven for %(unit)s: %(title)s") % facts)[:LONGEST],
        unit=post.unit,
        owner=post.person,
        deadline=day,
        description="\n\n".join(part for part in (question.strip(), asked) if part),
        origin=indicator.record,
    )
