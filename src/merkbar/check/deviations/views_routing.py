"""Steps that need a page of their own: merge, ask the other end, tie to a pattern, redact, open what is sealed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods

from merkbar.check.deviations import policy, similar, writes
from merkbar.check.deviations.forms_routing import (
    MergeForm,
    OpenSealedForm,
    OtherEndForm,
    PatternForm,
    RedactForm,
    ReplyForm,
    ShareForm,
)
from merkbar.check.deviations.forms_step import PageForm, StepForm
from merkbar.check.deviations.models import Counterpart, Deviation, Pattern, Redaction
from merkbar.check.deviations.states import OPEN_STATES, WrongState, can
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.records.privacy import find as find_personal
from merkbar.ground.records.privacy import redact as without
from merkbar.ground.records.writes import Stale

BOTH = ["GET", "POST"]
NOT_MERGED = later(
    "Bare saker som er nye eller under behandling, kan slås sammen med en annen. Denne er kommet lenger. "
    "Ta den opp igjen først hvis den skal slås sammen."
)


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _done(form: PageForm, step: Callable[[], Any], *, field: str | None = None) -> bool:
    """Take the step; what refuses it becomes a sentence on the form."""
    try:
        step()
    except (Stale, WrongState) as moved_on:
        form.stale = True
        form.add_error(None, str(moved_on.sentence))
    except ValidationError as refused:
        form.add_error(field, refused)
    return not form.errors


def _page(request: HttpRequest, deviation: Deviation, **context: Any) -> HttpResponse:
    """Show the step; one refused because the case moved on comes back as typed, ready to be sent again."""
    form = context["form"]
    if form is None:
        return render(request, "deviations/step.html", context | {"d": deviation})
    if form.stale and isinstance(form, StepForm):
        form.renew(type(deviation.record).objects.get(pk=deviation.record_id).version)
    status = 409 if form.stale else 422 if form.is_bound and form.errors else 200
    return render(request, "deviations/step.html", context | {"d": deviation}, status=status)


def _back(deviation: Deviation) -> HttpResponse:
    return redirect("deviations:case", ref=deviation.record.reference)


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def merge(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Make this case part of another that says the same."""
    standing, title = me(request), _("Slå sammen")
    if request.method == "GET" and not can("merge", deviation.state):
        return _page(request, deviation, form=None, title=title, says=NOT_MERGED)
    like = [case for case in similar.similar_to(deviation, standing).cases if _may_take_up(standing, case)]
    seen = {"seen": deviation.record.version}
    form = MergeForm(_typed(request), standing=standing, like=like, initial=seen)
    if form.is_valid():
        step = partial(writes.merge, by=standing.person, deviation=deviation, **form.cleaned_data)
        if _done(form, step):
            messages.success(request, _("Sakene er slått sammen."))
            return redirect("deviations:case", ref=form.cleaned_data["into"].record.reference)
    says = _("Denne saken blir borte fra listen. Melderen følger den som blir stående. Det kan ikke angres.")
    return _page(request, deviation, form=form, title=title, button=title, says=says)


def _may_take_up(standing: Standing, case: Deviation) -> bool:
    """Whether a case that looks alike is worth suggesting: still open, and handled by this person."""
    return case.state in OPEN_STATES and policy.may_handle(standing, case)


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def ask_other_end(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Bring in the other end of a cross-organisation deviation."""
    form = OtherEndForm(_typed(request), initial={"seen": deviation.record.version})
    if form.is_valid():
        step = partial(writes.ask_other_end, by=me(request).person, deviation=deviation, **form.cleaned_data)
        if _done(form, step):
            messages.success(request, _("Den andre enden er spurt."))
            return _back(deviation)
    says = _("En enhet i kommunen ser saken og kan svare her. Andre svarer per brev, og du skriver inn svaret.")
    return _page(request, deviation, form=form, title=_("Spør den andre enden"), button=_("Spør"), says=says)


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def share(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Tell the unit what the case teaches."""
    form = ShareForm(_typed(request), initial={"seen": deviation.record.version})
    if form.is_valid():
        step = partial(writes.share, by=me(request).person, deviation=deviation, **form.cleaned_data)
        if _done(form, step, field="text"):
            messages.success(request, _("Delt med alle som jobber i enheten."))
            return _back(deviation)
    says = _("Når flere hører hva som skjedde og hva dere gjør, melder flere. Melders ord og navn deles ikke.")
    return _page(request, deviation, form=form, title=_("Del læring med enheten"), button=_("Del"), says=says)


@require_http_methods(BOTH)
@door(policy.may_log_reply, find=policy.find_end)
def log_reply(request: HttpRequest, end: Counterpart) -> HttpResponse:
    """Write down what the other end answered."""
    form = ReplyForm(_typed(request))
    if form.is_valid():
        step = partial(writes.log_reply, by=me(request).person, counterpart=end, reply=form.cleaned_data["reply"])
        if _done(form, step):
            messages.success(request, _("Svaret er skrevet inn."))
            return _back(end.deviation)
    return _page(
        request, end.deviation, form=form, title=_("Skriv inn svaret"), button=_("Lagre svaret"), says=end.question
    )


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def tie_to_pattern(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """The same again: tie it to others like it."""
    standing = me(request)
    like = [case for case in similar.similar_to(deviation, standing).cases if policy.may_handle(standing, case)]
    patterns = Pattern.objects.visible_to(standing).order_by("-pk")
    seen = {"seen": deviation.record.version}
    form = PatternForm(_typed(request), patterns=patterns.select_related("record"), like=like, initial=seen)
    if form.is_valid():
        data = form.cleaned_data
        chosen = data.pop("cases")
        cases = [deviation, *(case for case in like if str(case.pk) in chosen)]
        step = partial(writes.tie_to_pattern, by=standing.person, deviations=cases, **data)
        if _done(form, step, field="title"):
            messages.success(request, _("Saken er knyttet til mønsteret."))
            return _back(deviation)
    says = _("Et mønster samler saker der det samme skjer, så ett arbeid kan svare på alle.")
    return _page(request, deviation, form=form, title=_("Knytt til mønster"), button=_("Knytt til mønster"), says=says)


@require_http_methods(BOTH)
@door(policy.may_handle, find=policy.find)
def redact(request: HttpRequest, deviation: Deviation) -> HttpResponse:
    """Take personal data out of the words; the detector has made a first suggestion."""
    suggested = {
        "what": without(deviation.what, find_personal(deviation.what)),
        "immediate_action": without(deviation.immediate_action, find_personal(deviation.immediate_action)),
        "seen": deviation.record.version,
    }
    form = RedactForm(_typed(request), initial=suggested)
    if form.is_valid():
        step = partial(writes.redact, by=me(request).person, deviation=deviation, **form.cleaned_data)
        if _done(form, step):
            messages.success(request, _("Personopplysningene er tatt ut. Den opprinnelige teksten er forseglet."))
            return _back(deviation)
    says = _(
        "Teksten under er et forslag der det vi fant, er tatt ut. Den opprinnelige forsegles for dem som har rett til å lese den."
    )
    return _page(
        request, deviation, form=form, title=_("Ta ut personopplysninger"), button=_("Bytt ut teksten"), says=says
    )


@require_http_methods(BOTH)
@door(policy.may_open_sealed, find=policy.find_sealed)
def open_sealed(request: HttpRequest, redaction: Redaction) -> HttpResponse:
    """Read the original: says why, and the reading stands on the timeline."""
    form = OpenSealedForm(_typed(request))
    deviation = redaction.deviation
    original = None
    if form.is_valid():
        original = writes.original_of(by=me(request).person, redaction=redaction, why=form.cleaned_data["why"])
    says = _("Skriv hvorfor du må lese den. Det blir stående i saken.")
    title = _("Les opprinnelig tekst")
    return _page(request, deviation, form=form, title=title, button=_("Vis teksten"), says=says, original=original)
