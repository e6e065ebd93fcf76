"""From planned cases to database rows: record, deviation, feedback, causes, timeline, actions; saved in bulk."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from merkbar.act.actions.models import Action, ActionType
from merkbar.check.deviations.models import Deviation, DeviationCause, Feedback, Pattern
from merkbar.ground.notices.models import Notice
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Entry, Link, Named, NumberSeries, Record
from merkbar.web.demo.organisation import Solvik
from merkbar.web.demo.people_plan import employees_in
from merkbar.web.demo.shapes import ActionPlan, Case

BATCH = 2000
GROUPS = {"new": "open", "handling": "open", "effect_check": "waiting", "closed": "done"}
ACTION_GROUPS = {"open": "open", "effect_check": "waiting", "closed": "done", "stopped": "done"}
VERDICTS = {"": "", "yes": "noticeable", "partly": "partly", "no": "not"}
REASONS = {"no_action_needed": "handled_on_site", "handled_at_once": "handled_on_site", "part_of_pattern": "covered"}
WORDS = {"fysisk/teknisk sperre": "Fysisk eller teknisk sperre", "ny/endret prosedyre": "Ny eller endret prosedyre"}
NEED_TO_KNOW = ("kommuneoverlege", "kommunalsjef.mh", "koordinator.mh")
PATTERN_TITLE = "Medisin ikke gitt eller gitt feil i Sør"


@dataclass
class Rows:
    """Collects rows; `save` writes them in the order their keys need."""

    solvik: Solvik
    today: dt.date
    cases: list[tuple[Case, Record, Deviation]] = field(default_factory=list)
    actions: list[tuple[ActionPlan, Record, Action, Record]] = field(default_factory=list)

    def add(self, case: Case) -> None:
        """Plan the rows of one case and of its actions."""
        staff = self._staff(case)
        unit = self.solvik.units[case.unit]
        restricted = case.type == "PV02"
        access = Access.RESTRICTED if restricted and case.access == "unit" else case.access
        record = Record(
            kind="deviation",
            reference=f"AV-{case.year}-{case.seq:05d}",
            title=case.title[:200],
            unit=unit,
            state_group=GROUPS[case.state],
            access=access,
            created_at=case.reported_at,
            closed_at=case.closed_at,
            next_alarm=None if case.answered_at else case.reported_at + dt.timedelta(days=7),
        )
        reporter = staff[case.reporter] if case.reporter is not None else None
        self.cases.append((case, record, self._deviation(case, record, reporter)))
        for plan in case.actions:
            self._action(plan, record, staff, access)

    def _staff(self, case: Case) -> list[Person]:
        return [self.solvik.people[key] for key in employees_in(case.unit, case.year)]

    def _deviation(self, case: Case, record: Record, reporter: Person | None) -> Deviation:
        receipt = None if reporter else hashlib.sha256(record.reference.encode()).hexdigest()
        return Deviation(
            record=record,
            unit=record.unit,
            access=record.access,
            kind=case.kind,
            area_id=case.area,
            type_id=case.type,
            state=case.state,
            what=case.what,
            immediate_action=case.immediate_action,
            occurred_at=case.occurred_at,
            reported_at=case.reported_at,
            reporter=reporter,
            hidden=case.hidden,
            channel=case.channel,
            receipt=receipt,
            harm=case.harm,
            harm_physical=case.harm_physical,
            harm_psychological=case.harm_psychological,
            potential=case.potential,
            recurrence=case.recurrence or "",
            answered_at=case.answered_at,
            closed_at=case.closed_at,
            close_reason_id=REASONS.get(case.close_reason),
        )

    def _action(self, plan: ActionPlan, origin: Record, staff: list[Person], access: str) -> None:
        failed = plan.verdict == "no" and plan.state == "closed"
        state = "stopped" if failed else plan.state
        record = Record(
            kind="action",
            title=plan.what[:200],
            unit=origin.unit,
            owner=staff[plan.owner],
            state_group=ACTION_GROUPS[state],
            access=access,
            created_at=plan.opened_at,
            closed_at=plan.verdict_at if state in {"closed", "stopped"} else None,
        )
        judge = staff[0] if plan.owner else self.solvik.people["koordinator.mh"]
        action = Action(
            record=record,
            origin=origin,
            type_id=self._type(plan.type),
            strength=plan.strength,
            state=state,
            ordered_by=staff[0],
            deadline=plan.deadline,
            sign=f"Færre saker som «{origin.title}»"[:300],
            done_at=plan.done_at,
            done_by=staff[plan.owner] if plan.done_at else None,
            evidence=plan.evidence if plan.done_at else "",
            effect_due=plan.effect_due,
            verdict=VERDICTS[plan.verdict],
            verdict_text=plan.evidence if plan.verdict else "",
            verdict_at=plan.verdict_at,
            verdict_by=judge if plan.verdict else None,
            stop_reason="Ga ikke merkbar effekt." if failed else "Ikke lenger aktuelt." if state == "stopped" else "",
        )
        self.actions.append((plan, record, action, origin))

    def _type(self, name: str) -> str | None:
        if not hasattr(self, "_types"):
            self._types = {kind.name.lower(): kind.code for kind in ActionType.objects.all()}
        return self._types.get(WORDS.get(name, name).lower())

    def save(self) -> None:
        """Write everything."""
        Record.objects.bulk_create([record for _case, record, _d in self.cases], batch_size=BATCH)
        Deviation.objects.bulk_create([d for _case, _record, d in self.cases], batch_size=BATCH)
        self._number_actions()
        Record.objects.bulk_create([record for _p, record, _a, _o in self.actions], batch_size=BATCH)
        Action.objects.bulk_create([action for _p, _r, action, _o in self.actions], batch_size=BATCH)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE records_record, deviations_deviation, people_person")
        self._feedback_and_causes()
        self._entries()
        self._need_to_know()
        self._pattern()
        self._series()
        self._notices()
        _index()

    def _number_actions(self) -> None:
        last: Counter[int] = Counter()
        for plan, record, _action, _origin in sorted(self.actions, key=lambda row: row[0].opened_at):
            last[plan.opened_at.year] += 1
            record.reference = f"TI-{plan.opened_at.year}-{last[plan.opened_at.year]:05d}"

    def _feedback_and_causes(self) -> None:
        feedback, causes = [], []
        for case, _record, deviation in self.cases:
            leader = self._staff(case)[0]
            thanks = "Takk for at du meldte. Du får svar innen sju dager."
            feedback.append(Feedback(deviation=deviation, mode="A", text=thanks, at=case.reported_at))
            if case.answered_at:
                said = {"mode": "B", "text": case.answer, "by": leader, "at": case.answered_at, "useful": case.useful}
                feedback.append(Feedback(deviation=deviation, **said))
            if case.closed_at or case.state == "effect_check":
                feedback.append(
                    Feedback(deviation=deviation, mode="D", text=_outcome(case), by=leader, at=_ended(case))
                )
            causes += [DeviationCause(deviation=deviation, cause_id=code) for code in case.causes]
        Feedback.objects.bulk_create(feedback, batch_size=BATCH)
        DeviationCause.objects.bulk_create(causes, batch_size=BATCH)

    def _entries(self) -> None:
        entries = []
        for case, record, deviation in self.cases:
            leader = self._staff(case)[0]
            by = None if case.hidden else deviation.reporter
            words = {"phone": "Meldt på telefon", "pc": "Meldt på PC", "public": "Meldt på åpen lenke"}
            entries.append(Entry(record=record, at=case.reported_at, by=by, step="report", text=words[case.channel]))
            if case.taken_at:
                entries.append(Entry(record=record, at=case.taken_at, by=leader, step="assess"))
            if case.answered_at:
                entries.append(Entry(record=record, at=case.answered_at, by=leader, step="answer"))
            if case.closed_at:
                entries.append(Entry(record=record, at=case.closed_at, by=leader, step="finish"))
        for plan, record, action, _origin in self.actions:
            entries.append(Entry(record=record, at=plan.opened_at, by=action.ordered_by, step="open"))
            if plan.done_at:
                entries.append(Entry(record=record, at=plan.done_at, by=action.done_by, step="finish"))
            if plan.verdict_at:
                entries.append(Entry(record=record, at=plan.verdict_at, by=action.verdict_by, step="judge"))
        Entry.objects.bulk_create(entries, batch_size=BATCH)

    def _need_to_know(self) -> None:
        named = []
        for case, record, _deviation in self.cases:
            if case.access != "named":
                continue
            above = record.unit.parent
            leader = next(p for p in self._staff(case))
            keys = {self.solvik.people[key].pk: self.solvik.people[key] for key in NEED_TO_KNOW} | {leader.pk: leader}
            for post in above.posts.filter(role__leads=True) if above else ():
                keys[post.person_id] = post.person
            named += [Named(record=record, person=person, why="Alvorlig hendelse") for person in keys.values()]
        Named.objects.bulk_create(named)

    def _pattern(self) -> None:
        tied = [(r, d) for c, r, d in self.cases if c.unit == "MH32" and c.type == "BR01" and c.year == 2024]  # noqa: PLR2004
        if len(tied) < 10:  # noqa: PLR2004 - before there was a pattern to see
            return
        at = max(record.created_at for record, _d in tied)
        unit = self.solvik.units["MH32"]
        record = Record.objects.create(
            kind="pattern", reference="MØ-2024-00001", title=PATTERN_TITLE, unit=unit, created_at=at
        )
        pattern = Pattern.objects.create(record=record, description="Multidosen endres uten at listen følger med.")
        Deviation.objects.filter(pk__in=[d.pk for _r, d in tied]).update(pattern=pattern)
        kinds = {"relation": "part_of", "from_kind": "deviation", "to_kind": "pattern", "created_at": at}
        Link.objects.bulk_create([Link(source=source, target=record, **kinds) for source, _d in tied])
        NumberSeries.objects.create(prefix="MØ", year=2024, last=1)

    def _series(self) -> None:
        last: Counter[tuple[str, int]] = Counter()
        for record in [r for _c, r, _d in self.cases] + [r for _p, r, _a, _o in self.actions]:
            prefix, year, number = record.reference.split("-")
            last[prefix, int(year)] = max(last[prefix, int(year)], int(number))
        NumberSeries.objects.bulk_create([NumberSeries(prefix=p, year=y, last=n) for (p, y), n in last.items()])

    def _notices(self) -> None:
        rows: list[Any] = []
        for case, record, _deviation in self.cases:
            if case.state == "new":
                facts = {
                    "person": self._staff(case)[0],
                    "record": record,
                    "at": case.reported_at,
                    "text": f"Ny melding: {record.reference}",
                    "why": f"Du er leder i {record.unit.short}.",
                    "address": f"/avvik/{record.reference}/",
                }
                rows.append(Notice(**facts))
        Notice.objects.bulk_create(rows)


def _outcome(case: Case) -> str:
    if case.actions:
        return "Dette er gjort: " + "; ".join(plan.what for plan in case.actions) + "."
    return "Saken er gått gjennom. Vi gjør ingen endring nå, men den teller med når vi ser på mønstre."


def _ended(case: Case) -> dt.datetime:
    if case.closed_at:
        return case.closed_at
    last = max((plan.done_at for plan in case.actions if plan.done_at), default=None)
    return last or case.answered_at or case.reported_at


def _index() -> None:
    """Write the search vectors in one statement each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_record r SET search = to_tsvector('norwegian', r.title || ' ' || d.what || ' ' || "
            "d.immediate_action) FROM deviations_deviation d WHERE d.record_id = r.id"
        )
        cursor.execute("UPDATE records_record SET search = to_tsvector('norwegian', title) WHERE kind <> 'deviation'")
