"""Values come in: a row is added, or a correction that leaves the old row where it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Lower

from merkbar.check.indicators.columns import Line
from merkbar.check.indicators.intake import Change, Finding, Intake, judge
from merkbar.check.indicators.models import Batch, Indicator, Measurement
from merkbar.check.indicators.writes.verdicts import keep_verdicts
from merkbar.ground.access.standing import Standing
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write


class Refused(Exception):
    """Something in the lines is wrong, so none of them was kept."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{one.number} {one.column}: {one.sentence}" for one in findings))
        self.findings = list(findings)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many values came new, corrected an earlier one, or were known already."""

    added: int
    corrected: int
    same: int


@write
def take_in(
    *,
    by: Person | None,
    lines: Sequence[Line],
    source: str,
    standing: Standing | None = None,
    file: tuple[str, str] | None = None,
    reason: str = "",
) -> Taken:
    """Keep every line or none. `file` is the name and digest of what they came from; the same again changes nothing."""
    codes = {line.indicator.strip().lower() for line in lines}
    named = Indicator.objects.annotate(small=Lower("code")).filter(small__in=codes)
    list(named.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    intake = judge(lines, standing=standing, day=clock.today())
    if intake.findings:
        raise Refused(intake.findings)
    batch = _batch(by, file, lines, intake) if file and intake.changes else None
    Measurement.objects.filter(pk__in=[change.before.pk for change in intake.corrected if change.before]).update(
        current=False
    )
    rows = [_row(change, by, source, reason, batch) for change in intake.changes]
    Measurement.objects.bulk_create(rows, batch_size=1000)
    keep_verdicts(by=by, series={(change.indicator.pk, change.unit.path) for change in intake.changes})
    return Taken(len(intake.added), len(intake.corrected), intake.same)


def _row(change: Change, by: Person | None, source: str, reason: str, batch: Batch | None) -> Measurement:
    return Measurement(
        indicator=change.indicator,
        unit=change.unit,
        period=change.period,
        numerator=change.given.numerator,
        denominator=change.given.denominator,
        value=change.value,
        replaces=change.before,
        source=source,
        reason=reason.strip()[:200] if change.before else "",
        entered_at=clock.now(),
        entered_by=by,
        batch=batch,
    )


def _batch(by: Person | None, file: tuple[str, str], lines: Sequence[Line], intake: Intake) -> Batch:
    return Batch.objects.create(
        name=file[0][:200],
        digest=file[1],
        rows=len(lines),
        added=len(intake.added),
        corrected=len(intake.corrected),
        read_at=clock.now(),
        read_by=by,
    )
