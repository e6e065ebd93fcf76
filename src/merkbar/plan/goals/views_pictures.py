"""Pictures of a draft: add one with its words, change the words, take away, put back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from merkbar.ground.access.doors import door, me
from merkbar.ground.files import store
from merkbar.ground.trail.history import last_event
from merkbar.plan.goals import policy, writes
from merkbar.plan.goals.finding import attempt, by_of, desk, find_picture, find_plan, place_of, take
from merkbar.plan.goals.forms_pictures import EditWordsForm, NewPictureForm
from merkbar.plan.goals.models import Picture, Plan


@door(policy.may_edit, find=find_plan)
def add_picture(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Take a picture in at a place (`under`), or for the plan itself."""
    node = place_of(plan, me(request), request.GET.get("under", ""))
    form = NewPictureForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    too_big = getattr(request, "upload_too_big", False)
    try:
        if too_big:
            raise store.TooBig
        facts = {"by": by_of(request), "node": node}
        ready = form.is_bound and form.is_valid()
        if ready and attempt(form, writes.add_picture, lambda: 1, plan=plan, **facts):
            messages.success(request, _("Bildet er lagt til."))
            return desk(plan, f"#p{node.pk}" if node else "#bilder")
    except store.Refused as refused:
        form.errors.pop("file", None)
        form.add_error("file", refused.sentence)
    shown = {"plan": plan, "record": plan.record, "form": form, "node": node, "picture": None}
    return render(request, "goals/picture.html", shown, status=413 if too_big else 422 if form.errors else 200)


@door(policy.may_edit_picture, find=find_picture)
def edit_picture(request: HttpRequest, picture: Picture) -> HttpResponse:
    """Change what stands with a picture."""
    plan = picture.plan
    first = {"alt": picture.alt, "caption": picture.caption, "seen": last_event(picture)}
    form = EditWordsForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        if attempt(form, writes.edit_picture, lambda: last_event(picture), by=by_of(request), picture=picture):
            messages.success(request, _("Endringen er lagret."))
            return desk(plan, _place(picture))
        picture.refresh_from_db()
    facts = {"plan": plan, "record": plan.record, "form": form, "node": picture.node, "picture": picture}
    return render(request, "goals/picture.html", facts, status=422 if form.errors else 200)


@door(policy.may_edit_picture, find=find_picture)
def remove_picture(request: HttpRequest, picture: Picture) -> HttpResponse:
    """Take it away; it can be put back from the desk."""
    said = _("Bildet er slettet. Du kan angre under «Slettet».")
    return take(request, writes.remove_picture, said, desk(picture.plan, "#slettet"), picture=picture)


@door(policy.may_edit_picture, find=find_picture)
def restore_picture(request: HttpRequest, picture: Picture) -> HttpResponse:
    """Put it back."""
    back = desk(picture.plan, _place(picture))
    return take(request, writes.restore_picture, _("Bildet er hentet tilbake."), back, picture=picture)


def _place(picture: Picture) -> str:
    """Where on the desk it is."""
    return f"#p{picture.node_id}" if picture.node_id else "#bilder"
