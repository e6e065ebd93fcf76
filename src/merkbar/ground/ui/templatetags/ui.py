"""Tags and filters that every template has: icons, verdicts, fields, Norwegian dates, addresses with changed queries."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from merkbar.ground.clock import clock
from merkbar.ground.ui import norwegian, quick

register = template.Library()
BUILD = Path(__file__).parent.parent / "static" / "build"


@cache
def _manifest() -> dict[str, str]:
    listing = BUILD / "manifest.json"
    return dict(json.loads(listing.read_text())) if listing.exists() else {}


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file, with its digest so that a browser may keep it for a year."""
    digest = _manifest().get(name, "")
    address: str = static(f"build/{name}")
    return f"{address}?v={digest}" if digest else address


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign; always beside a word, never alone."""
    address = asset("sprite.svg") + f"#i-{name}"
    return format_html('<svg class="m-i" aria-hidden="true"><use href="{}"/></svg>', address)


VERDICTS = {
    "better": ("better", "success", _("Bedre")),
    "worse": ("worse", "danger", _("Verre")),
    "same": ("same", "neutral", _("Ingen endring")),
    "few": ("few", "neutral", _("For lite data")),
    "season": ("season", "neutral", _("Sesong, ikke testet")),
    "trend": ("season", "neutral", _("Trend, ikke testet")),
    "change": ("warn", "neutral", _("Endring")),
    "reached": ("reached", "success", _("Nådd")),
    "ontrack": ("ontrack", "accent", _("I rute")),
    "missed": ("missed", "warning", _("Ikke nådd")),
    "notmeasured": ("notmeasured", "neutral", _("Ikke målt ennå")),
}


@register.simple_tag
def verdict(name: str) -> SafeString:
    """A verdict: shape and word, colour last."""
    sign, tone, word = VERDICTS[name]
    return format_html('<span class="m-v" data-color="{}">{}{}</span>', tone, icon(sign), word)


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, short: bool = False, plain: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - template tag
    """One form field with label, help above and error below, tied together for screen readers."""
    described = [f"{bound.auto_id}-h"] if bound.help_text else []
    described += [f"{bound.auto_id}-f"] if bound.errors else []
    attrs = dict(bound.field.widget.attrs)
    attrs["class"] = " ".join(filter(None, [attrs.get("class", ""), "ds-input", "m-short" if short else ""]))
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "textarea")
    attrs = bound.build_widget_attrs(attrs, widget) | {"id": attrs.get("id") or bound.auto_id}
    drawn = quick.control(widget, bound.html_name, bound.value(), attrs) or bound.as_widget(attrs=attrs)
    return {"f": bound, "control": drawn, "kind": kind, "plain": plain}


@register.inclusion_tag("ui/_errors.html")
def errors(form: Any) -> dict[str, Any]:
    """The summary of what is wrong; it takes focus when the page opens."""
    return {"form": form, "fields": sum(name != "__all__" for name in form.errors)}


@register.inclusion_tag("ui/_tiles.html")
def tiles(bound: BoundField, small: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - template tag
    """Choice of few as tiles: the whole tile is the target."""
    return {"f": bound, "small": small}


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """This page's address with some query parameters changed; an empty one goes away."""
    wanted = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            wanted.pop(key, None)
        else:
            wanted[key] = str(value)
    return f"?{wanted.urlencode()}"


@register.simple_tag(takes_context=True)
def printed(context: template.Context) -> str:
    """«Skrevet ut mandag 21. september 2026, Solvik kommune»: paper outlives its day, and leaves the house."""
    facts = {"day": norwegian.day(clock.today()), "municipality": context.get("municipality", "")}
    return gettext("Skrevet ut %(day)s, %(municipality)s") % facts


@register.filter
def day(moment: dt.date) -> str:
    """«mandag 21. september 2026»."""
    return norwegian.day(moment) if moment else ""


@register.filter
def iso(moment: dt.date) -> str:
    """«2026-09-21T07:12:00+02:00» for machines: HTML takes no microseconds. A day stands as a day."""
    if isinstance(moment, dt.datetime):
        return moment.astimezone(clock.OSLO).isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""


@register.filter
def short_day(moment: dt.date) -> str:
    """«27. sept.»."""
    return norwegian.short_day(moment, today=clock.today()) if moment else ""


@register.filter
def near_day(moment: dt.date) -> str:
    """«søndag 27. september», «i dag»."""
    return norwegian.near_day(moment, today=clock.today()) if moment else ""


@register.filter
def when(moment: dt.datetime) -> str:
    """«i dag kl. 07.12»."""
    return norwegian.when(moment, today=clock.today()) if moment else ""


@register.filter
def dmy(moment: dt.date) -> str:
    """«21.09.2026»."""
    return norwegian.dmy(moment) if moment else ""


@register.filter
def age(moment: dt.date) -> str:
    """How long since, in days."""
    start = moment.astimezone(clock.OSLO).date() if isinstance(moment, dt.datetime) else moment
    return norwegian.days((clock.today() - start).days)


register.filter("count", norwegian.count)
register.filter("percent", norwegian.percent)
register.filter("days", norwegian.days)


@register.filter
def decimal(number: float, places: int = 1) -> str:
    """«2,9»."""
    return norwegian.decimal(number, places)


@register.filter
def capfirst_no(text: str) -> str:
    """First letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
