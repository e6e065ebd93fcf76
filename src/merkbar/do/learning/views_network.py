"""The quality network: who is in it, what it meets about, and who comes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from merkbar.do.learning import policy, writes
from merkbar.do.learning.calendar import Entry, ics
from merkbar.do.learning.finding import attempt, by_of, find_event, look_again, sent, status_of, step
from merkbar.do.learning.forms_network import ChangeEventForm, EventForm, JoinForm, typed
from merkbar.do.learning.models import Event, Membership, SignUp
from merkbar.ground.access.doors import door, me
from merkbar.ground.clock import clock


def _home(event: Event) -> str:
    return reverse("learning:event", args=[event.pk])


@door(policy.may_learn)
def network(request: HttpRequest) -> HttpResponse:
    """Come in or go out, and see what is coming, what has been, and who else is in it."""
    standing, now = me(request), clock.now()
    form = JoinForm(sent(request))
    if attempt(form, writes.join, by=by_of(request)):
        messages.success(request, _("Velkommen til kvalitetsnettverket. Du får beskjed når det er samling."))
        return redirect("learning:network")
    events = list(Event.objects.visible_to(standing))
    members = Membership.objects.visible_to(standing).filter(left__isnull=True)
    known = list(members.select_related("person__home_unit").order_by("person__name"))
    held = [one for one in events if not one.cancelled and one.starts.astimezone(clock.OSLO).year == standing.day.year]
    facts = {
        "form": form,
        "member": next((one for one in known if one.person_id == standing.person.pk), None),
        "members": known,
        "coming": [one for one in events if one.starts >= now],
        "past": [one for one in reversed(events) if one.starts < now],
        "this_year": len(held),
        "may_write": policy.may_write(standing),
    }
    return render(request, "learning/network.html", facts, status=status_of(form))


@require_POST
@door(policy.may_learn)
def leave(request: HttpRequest) -> HttpResponse:
    """Go out."""
    return step(request, reverse("learning:network"), _("Du er ute av kvalitetsnettverket."), writes.leave)


@require_GET
@door(policy.may_come, find=find_event)
def event(request: HttpRequest, event: Event) -> HttpResponse:
    """When, where and what; come or not; who comes, for those who arrange."""
    standing = me(request)
    coming = SignUp.objects.visible_to(standing).filter(event=event).select_related("person__home_unit")
    known = list(coming.order_by("person__name"))
    facts = {
        "event": event,
        "number": event.sign_ups.count(),
        "mine": any(one.person_id == standing.person.pk for one in known),
        "coming": known if policy.may_write(standing) else [],
        "is_over": event.starts < clock.now(),
        "may_write": policy.may_write(standing),
    }
    return render(request, "learning/event.html", facts)


@require_GET
@door(policy.may_come, find=find_event)
def calendar(request: HttpRequest, event: Event) -> HttpResponse:
    """Give the event to the person's own calendar."""
    entry = Entry(
        uid=f"samling-{event.pk}@{request.get_host()}",
        title=event.title,
        place=event.place,
        text=f"{event.programme}\n{request.build_absolute_uri(_home(event))}",
        starts=event.starts,
        ends=event.ends,
        made=clock.now(),
        cancelled=event.cancelled,
    )
    answer = HttpResponse(ics(entry), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="samling-{event.pk}.ics"'
    return answer


@require_POST
@door(policy.may_come, find=find_event)
def sign_up(request: HttpRequest, event: Event) -> HttpResponse:
    """Come."""
    return step(request, _home(event), _("Du er påmeldt."), writes.sign_up, event=event)


@require_POST
@door(policy.may_come, find=find_event)
def sign_off(request: HttpRequest, event: Event) -> HttpResponse:
    """Not come after all."""
    return step(request, _home(event), _("Du er meldt av."), writes.sign_off, event=event)


@door(policy.may_write)
def arrange(request: HttpRequest) -> HttpResponse:
    """Invite to an event."""
    form = EventForm(sent(request))
    if made := attempt(form, writes.arrange, by=by_of(request)):
        messages.success(request, _("Samlingen er lagret, og medlemmene har fått beskjed."))
        return redirect(_home(made))
    facts = {"form": form, "title": _("Ny samling"), "back": reverse("learning:network")}
    return render(request, "learning/form.html", facts, status=status_of(form))


@door(policy.may_arrange, find=find_event)
def change_event(request: HttpRequest, event: Event) -> HttpResponse:
    """Change an event."""
    form = ChangeEventForm(sent(request), initial=typed(event))
    if attempt(form, writes.change_event, by=by_of(request), event=event):
        messages.success(request, _("Samlingen er lagret."))
        return redirect(_home(event))
    look_again(form, event.version)
    facts = {"form": form, "title": event.title, "back": _home(event)}
    return render(request, "learning/form.html", facts, status=status_of(form))


@require_POST
@door(policy.may_arrange, find=find_event)
def cancel(request: HttpRequest, event: Event) -> HttpResponse:
    """Cancel an event."""
    return step(
        request, _home(event), _("Samlingen er avlyst, og de påmeldte har fått beskjed."), writes.cancel, event=event
    )
