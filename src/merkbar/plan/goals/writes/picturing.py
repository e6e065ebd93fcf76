"""Pictures of a draft: add, change the words, take away, put back (R148)."""

import datetime as dt
import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from merkbar.ground.clock import clock
from merkbar.ground.files.writes import save
from merkbar.ground.people.models import Person
from merkbar.ground.records.writes import Stale
from merkbar.ground.trail.history import last_event
from merkbar.ground.trail.write import write
from merkbar.plan.goals.models import Node, Picture, Plan
from merkbar.plan.goals.writes.common import hold, need, write_down


@write
def add_picture(
    *,
    by: Person,
    plan: Plan,
    file: Any,
    alt: str,
    caption: str = "",
    node: Node | None = None,
    at: dt.datetime | None = None,
) -> Picture:
    """Put a picture last at a place of the tree, or with the plan itself. The same again at the same place changes nothing."""
    now = at or clock.now()
    plan = hold(plan)
    if node is not None and node.plan_id != plan.pk:
        raise ValidationError(_("Punktet må ligge i samme plan."))
    alt = need("alt", alt, _("Beskriv hva bildet viser, for den som ikke ser det"))
    picture = Picture(plan=plan, node=node, alt=alt, caption=caption.strip())
    if known := _same(picture, file):
        return known
    picture.attachment = save(by=by, record=plan.record, upload=file)
    picture.full_clean()
    picture.save()
    write_down(plan.record, by=by, step="add_picture", text=_("Nytt bilde: %(alt)s") % {"alt": alt}, at=now)
    return picture


def _same(picture: Picture, file: Any) -> Picture | None:
    """The picture that a second tap would show twice: same place, same words, same bytes."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    words = {"alt": picture.alt, "caption": picture.caption}
    shown = Picture.objects.filter(plan=picture.plan, node=picture.node, removed_at__isnull=True, **words)
    return shown.filter(attachment__digest=digest.hexdigest()).first()


@write
def edit_picture(
    *,
    by: Person,
    picture: Picture,
    alt: str,
    caption: str = "",
    seen: int | None = None,
    at: dt.datetime | None = None,
) -> Picture:
    """Change what stands with it, unless somebody has done so since `seen`."""
    now = at or clock.now()
    plan = hold(picture.plan)
    if seen is not None and last_event(picture) != seen:
        raise Stale
    picture.alt = need("alt", alt, _("Beskriv hva bildet viser, for den som ikke ser det"))
    picture.caption = caption.strip()
    picture.full_clean()
    picture.save(update_fields=["alt", "caption"])
    write_down(plan.record, by=by, step="edit_picture", text=_("Endret et bilde: %(alt)s") % {"alt": alt}, at=now)
    return picture


@write
def remove_picture(*, by: Person, picture: Picture, at: dt.datetime | None = None) -> Picture:
    """Take it away; the row and the bytes stay so that it can be undone."""
    return _mark(by, picture, at or clock.now(), gone=True)


@write
def restore_picture(*, by: Person, picture: Picture, at: dt.datetime | None = None) -> Picture:
    """Put it back."""
    return _mark(by, picture, at or clock.now(), gone=False)


def _mark(by: Person, picture: Picture, now: dt.datetime, *, gone: bool) -> Picture:
    plan = hold(picture.plan)
    picture.removed_at = now if gone else None
    picture.save(update_fields=["removed_at"])
    told = _("Slettet bildet: %(alt)s") if gone else _("Hentet tilbake bildet: %(alt)s")
    step = "remove_picture" if gone else "restore_picture"
    write_down(plan.record, by=by, step=step, text=told % {"alt": picture.alt}, at=now)
    return picture
