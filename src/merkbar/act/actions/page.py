"""The page of one action put together: how it stands, where it came from, and the steps this person may take now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from merkbar.act.actions import owners, policy, sentences, sources, states
from merkbar.act.actions.forms import EditForm, FinishForm, JudgeForm, ReopenForm, StopForm, typed
from merkbar.act.actions.models import Action
from merkbar.ground.access.standing import Standing
from merkbar.ground.clock import clock
from merkbar.ground.people.choices import candidates
from merkbar.ground.records.models import Audience
from merkbar.ground.ui.forms import StepForm

ORDER = ("finish", "judge", "edit", "stop", "reopen")
FORMS: dict[str, type[StepForm]] = {
    "finish": FinishForm,
    "stop": StopForm,
    "reopen": ReopenForm,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step as a form on the page. `first` is the one to take now; the others are folded away."""

    name: str
    title: str
    button: str
    form: StepForm
    first: bool


def words(name: str) -> tuple[str, str]:
    """Heading and button of a step."""
    return {
        "finish": (_("Marker som gjort"), _("Marker som gjort")),
        "judge": (_("Effektsjekk"), _("Lagre svaret")),
        "edit": (_("Endre tiltaket"), _("Lagre endringene")),
        "stop": (_("Stopp tiltaket"), _("Stopp tiltaket")),
        "reopen": (_("Gjenåpne tiltaket"), _("Gjenåpne")),
    }[name]


def form_for(name: str, action: Action, data: Any = None) -> StepForm:
    """Make the form of a step, empty or with what was sent."""
    seen = {"seen": action.record.version}
    if name == "edit":
        people = candidates(action.record.unit, clock.today(), keep=action.record.owner)
        return EditForm(data, people=people, kept=action.type, initial=typed(action), auto_id=f"{name}-%s")
    if name == "judge":
        done = action.done_at.astimezone(clock.OSLO).date() if action.done_at else None
        return JudgeForm(data, same_day=done == clock.today(), initial=seen, auto_id="judge-%s")
    return FORMS[name](data, initial=seen, auto_id=f"{name}-%s")


def _steps(action: Action, standing: Standing, sent: dict[str, StepForm]) -> list[Step]:
    now_due = {states.OPEN: "finish", states.EFFECT_CHECK: "judge"}.get(action.state)
    found = []
    for name in ORDER:
        may = states.can(name, action.state) and getattr(policy, f"may_{name}")(standing, action)
        if not may and name not in sent:
            continue
        title, button = words(name)
        form = sent.get(name) or form_for(name, action)
        found.append(Step(name, title, button, form, first=name == (next(iter(sent), None) or now_due)))
    return found


def facts(action: Action, standing: Standing, sent: dict[str, StepForm] | None = None) -> dict[str, Any]:
    """Everything the template shows."""
    today, record = clock.today(), action.record
    person = record.owner or owners.answers_for(action, today)
    responsible = person.name if person else _("Ingen")
    shown = bool(action.origin and sources.may_see(standing, action.origin))
    waiting = action.state in states.WAITING
    hers = standing.person.pk in action.hands()
    for_all = Q(audience=Audience.ALL)
    return {
        "action": action,
        "record": record,
        "responsible": responsible,
        "lead": sentences.lead(action, responsible=responsible, today=today),
        "origin": action.origin if shown else None,
        "origin_address": sources.address(action.origin) if shown and action.origin else "",
        "origin_hidden": bool(action.origin) and not shown,
        "steps": _steps(action, standing, sent or {}),
        "needs_another": waiting and hers,
        "entries": record.entries.filter(for_all).select_related("by"),
        "failed": next(iter((sent or {}).values()), None),
    }
