"""Read a file: choose it, say what its columns are, see what is wrong, keep all of it or nothing."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merkbar.check.indicators import columns, kostra, policy, writes
from merkbar.check.indicators.forms_import import ColumnsForm, FileForm
from merkbar.check.indicators.intake import Intake, judge
from merkbar.check.indicators.models import Batch, Indicator, Mapping, SourceKind
from merkbar.ground.access.doors import door, me
from merkbar.ground.access.standing import Standing
from merkbar.ground.files.sealed import seal, unseal
from merkbar.ground.files.sheets import Unreadable, rows_of

KIND: Final = "indicators.import"
MOST_SHOWN: Final = 100
"""Findings and values a preview lists."""
LAST_FILES: Final = 10


@door(policy.may_enter)
def read_file(request: HttpRequest) -> HttpResponse:
    """Choose a file; then each step posts back here with what was read."""
    if request.method != "POST":
        return _choose(request, FileForm())
    if request.POST.get("sealed"):
        return _continue(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, form)
    try:
        rows, name, content = _table(form.cleaned_data)
    except (Unreadable, kostra.NotJsonStat) as wrong:
        form.add_error("file" if form.cleaned_data.get("file") else "pasted", str(wrong))
        return _choose(request, form)
    if not any(any(row) for row in rows[1:]):
        form.add_error(
            "file" if form.cleaned_data.get("file") else "pasted", _("Filen har ingen rader under overskriftene.")
        )
        return _choose(request, form)
    rows[0] = columns.named(rows[0])
    known = Mapping.objects.filter(headings=columns.fingerprint(rows[0])).first()
    sealed = seal(rows, name, hashlib.sha256(content).hexdigest(), kind=KIND)
    codes = [code for code, _title in _indicators(me(request))]
    guessed = known.columns if known else columns.guess(rows[0], codes)
    return _columns(request, sealed, rows, guessed, remembered=known is not None)


def _table(said: dict[str, Any]) -> tuple[list[list[str]], str, bytes]:
    """Give rows, name and bytes of what was chosen or pasted."""
    file = said.get("file")
    if file is None:
        text = said["pasted"].strip()
        return kostra.rows_of(text), _("innlimt tabell"), text.encode()
    content = file.read()
    if file.name.lower().endswith(".json"):
        try:
            return kostra.rows_of(content.decode("utf-8-sig")), file.name, content
        except UnicodeDecodeError as error:
            raise Unreadable(_("Filen er ikke lagret som UTF-8.")) from error
    return rows_of(file.name, content), file.name, content


def _choose(request: HttpRequest, form: FileForm) -> HttpResponse:
    last = Batch.objects.filter(read_by=me(request).person)[:LAST_FILES]
    facts = {"form": form, "batches": last, "indicators": _indicators(me(request))}
    return render(request, "indicators/import_choose.html", facts, status=422 if form.errors else 200)


def _continue(request: HttpRequest) -> HttpResponse:
    """Go from the columns to the preview, and from the preview to the values kept."""
    try:
        rows, name, digest = unseal(request.POST["sealed"], kind=KIND)
    except Unreadable as wrong:
        form = FileForm(request.POST)
        form.full_clean()
        form.errors.clear()
        form.add_error("file", str(wrong))
        return _choose(request, form)
    form_columns = _columns_form(request, rows[0], {}, posted=True)
    if not form_columns.is_valid():
        return _show_columns(request, form_columns, request.POST["sealed"], rows)
    meanings = form_columns.meanings()
    whole = {name: meanings.get(f"={name}", "") for name in ("indicator", "unit")}
    for gap in columns.gaps(meanings, **whole):
        form_columns.add_error(gap if gap in form_columns.fields else None, _gap(gap))
    if form_columns.errors or request.POST.get("steg") == "kolonner":
        return _show_columns(request, form_columns, request.POST["sealed"], rows)
    read = list(columns.lines(rows, meanings, **whole))
    if request.POST.get("steg") == "lagre":
        return _keep(request, form_columns, rows, read, (name, digest))
    intake = judge(read, standing=me(request), day=me(request).day)
    return _preview(request, form_columns, intake, len(read))


def _gap(name: str) -> str:
    return {
        "unit": _("Velg kolonnen som har enheten, eller én enhet for hele filen."),
        "period": _("Velg kolonnen som har perioden."),
        "indicator": _("Velg kolonnen som har indikatoren, eller én indikator for hele filen."),
        "value": _("Velg kolonnen som har verdien, eller kolonnene som har teller og nevner."),
    }[name]


def _keep(
    request: HttpRequest,
    form: ColumnsForm,
    rows: Sequence[Sequence[str]],
    read: list[columns.Line],
    file: tuple[str, str],
) -> HttpResponse:
    standing = me(request)
    try:
        taken = writes.take_in(
            by=standing.person,
            lines=read,
            source=SourceKind.IMPORT,
            standing=standing,
            file=file,
            reason=_("Rettet i ny fil"),
        )
    except writes.Refused as refused:
        return _preview(request, form, Intake(findings=refused.findings), len(read))
    writes.remember(by=standing.person, headings=rows[0], columns=form.meanings())
    facts = {"added": taken.added, "corrected": taken.corrected, "same": taken.same}
    messages.success(request, _("%(added)s nye tall, %(corrected)s rettet, %(same)s var like fra før.") % facts)
    return redirect("indicators:import")


def _preview(request: HttpRequest, form: ColumnsForm, intake: Intake, number: int) -> HttpResponse:
    facts = {
        "form": form,
        "sealed": request.POST["sealed"],
        "intake": intake,
        "number": number,
        "findings": [(one.number, _column(form, one.column), one.sentence) for one in intake.findings[:MOST_SHOWN]],
        "changes": intake.changes[:MOST_SHOWN],
        "more": max(len(intake.findings), len(intake.changes)) > MOST_SHOWN,
    }
    return render(request, "indicators/import_preview.html", facts, status=422 if intake.findings else 200)


COLUMN_WORDS: Final[dict[str, Promise]] = {
    "unit": gettext_lazy("enhet"),
    "period": gettext_lazy("periode"),
    "indicator": gettext_lazy("indikator"),
    "numerator": gettext_lazy("teller"),
    "denominator": gettext_lazy("nevner"),
    "value": gettext_lazy("verdi"),
}


def _column(form: ColumnsForm, name: str) -> str:
    """Name a column as the file does, else by what it means."""
    own = [heading for heading, meaning in form.meanings().items() if meaning.rpartition(":")[2] == name]
    return own[0] if len(own) == 1 else str(COLUMN_WORDS[name])


def _columns(
    request: HttpRequest, sealed: str, rows: list[list[str]], known: dict[str, str], *, remembered: bool
) -> HttpResponse:
    form = _columns_form(request, rows[0], known)
    return _show_columns(request, form, sealed, rows, remembered=remembered)


def _columns_form(
    request: HttpRequest, headings: Sequence[str], known: dict[str, str], *, posted: bool = False
) -> ColumnsForm:
    standing = me(request)
    units = policy.units_to_enter(standing).order_by("path")
    return ColumnsForm(
        request.POST if posted else None,
        headings=headings,
        known=known,
        indicators=_indicators(standing),
        units=[(unit.code, f"{unit.code} {unit.short}") for unit in units],
    )


def _show_columns(
    request: HttpRequest, form: ColumnsForm, sealed: str, rows: list[list[str]], *, remembered: bool = False
) -> HttpResponse:
    samples = [next((row[n] for row in rows[1:] if n < len(row) and row[n]), "") for n in range(len(rows[0]))]
    facts = {
        "form": form,
        "sealed": sealed,
        "number": len(rows) - 1,
        "remembered": remembered,
        "columns": [(form[f"c{n}"], sample) for n, sample in enumerate(samples)],
    }
    return render(request, "indicators/import_columns.html", facts, status=422 if form.errors else 200)


def _indicators(standing: Standing) -> list[tuple[str, str]]:
    """List what one may read values in for, by code."""
    seen = Indicator.objects.visible_to(standing).in_use().exclude(source_kind=SourceKind.OWN)
    return [(one.code, f"{one.code} {one.record.title}") for one in seen.select_related("record")]
