"""What learning asks of a person: modules to take, and a new leader's first duties."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merkbar.do.learning import assigned, leading, policy
from merkbar.ground.access.standing import Standing
from merkbar.ground.ui.norwegian import days, near_day
from merkbar.web.home.tasks import Days, Task


def learning(standing: Standing, by_day: Days) -> None:
    """The modules as one task, due with the first of them; and what a new leader has left."""
    if not policy.may_learn(standing):
        return
    _modules(standing, by_day)
    start = leading.start_of(standing)
    left = sum(not ticked for _duty, ticked in start.duties) if start else 0
    if left:
        text = ngettext("Det er én ting igjen på listen din.", "Det er %(n)d ting igjen på listen din.", left)
        task = Task(_("Kom i gang som leder"), text % {"n": left}, reverse("my_role"), _("Ny leder"))
        by_day.week.tasks.append(task)


def _modules(standing: Standing, by_day: Days) -> None:
    left = [task for task in assigned.tasks(standing.person, standing.day) if task.done is None]
    if not left:
        return
    first, only = left[0], len(left) == 1
    late = (standing.day - first.due).days
    title = (
        _("Ta læringsmodulen: %(title)s") % {"title": first.module.title}
        if only
        else ngettext("Ta %(n)d læringsmodul", "Ta %(n)d læringsmoduler", len(left)) % {"n": len(left)}
    )
    text = first.module.summary if only else ", ".join(task.module.title for task in left[:3])
    address = reverse("learning:module", args=[first.module.slug]) if only else reverse("learning:mine")
    shown = near_day(first.due, today=standing.day).capitalize()
    shown = _("%(days)s over frist") % {"days": days(late)} if late > 0 else shown
    minutes = sum(task.module.minutes for task in left)
    by_day.of(first.due).tasks.append(Task(title, text, address, shown, minutes, late=late > 0))
