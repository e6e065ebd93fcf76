"""Deviation and what grows on it: feedback, causes, ends, redactions, patterns."""

from typing import Any

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations import states
from merkbar.check.deviations.attached import DeviationCause, Feedback, Redaction
from merkbar.check.deviations.facts import Fact
from merkbar.check.deviations.kinds import Channel, Kind, Mode, Recurrence, State
from merkbar.check.deviations.taxonomy import Area, Cause, CloseReason, EscalationRule, EventType, HarmLevel
from merkbar.ground.access.fixed import Fixed, fixed
from merkbar.ground.access.one_of import OneOf
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Named, Record
from merkbar.ground.trail.kept import once
from merkbar.ground.units.models import Unit

__all__ = [
    "Area",
    "Cause",
    "Channel",
    "CloseReason",
    "Counterpart",
    "Deviation",
    "DeviationCause",
    "EscalationRule",
    "EventType",
    "Fact",
    "Feedback",
    "HarmLevel",
    "Kind",
    "Mode",
    "Pattern",
    "Recurrence",
    "Redaction",
    "State",
]
OPEN, NOT_COUNTED = list(states.OPEN_STATES), (states.DRAFT, states.VOID)


class DeviationQuerySet(QuerySet["Deviation"]):
    def visible_to(self, standing: Standing) -> "DeviationQuerySet":
        """What this person may read: within reach of their posts, what they reported, and what names them."""
        return self.filter(once(("cases in sight", standing), lambda: self._in_sight(standing)))

    def counted(self) -> "DeviationQuerySet":
        """What statistics count: all kinds, but not drafts and what was merged or discarded."""
        return self.exclude(state__in=fixed(NOT_COUNTED))

    def open(self) -> "DeviationQuerySet":
        """What a leader still has work with."""
        return self.filter(state__in=fixed(states.OPEN_STATES))

    def _in_sight(self, standing: Standing) -> Q:
        seen = in_reach(standing) | self._own(standing) | self._named(standing)
        return seen & ~(Q(state=Fixed(states.DRAFT)) & ~Q(reporter=standing.person))

    @staticmethod
    def _own(standing: Standing) -> Q:
        return Q(reporter=standing.person)

    @staticmethod
    def _named(standing: Standing) -> Q:
        return Q(OneOf("pk", Named.objects.filter(person=standing.person).values("record")))


def in_reach(standing: Standing) -> Q:
    """Unit and area decide; restricted ones need the leader's right; a named record is in nobody's reach."""
    wanted = Q(pk__in=())
    for right, levels in (
        (Right.READ, (Access.OPEN, Access.UNIT)),
        (Right.READ_RESTRICTED, (Access.RESTRICTED,)),
    ):
        reach = standing.reach(right)
        if reach.paths:
            wanted |= Q(access__in=fixed(levels)) & _within(standing, reach.paths)
        for area, paths in reach.paths_by_area.items():
            wanted |= Q(access__in=fixed(levels), area=area) & _within(standing, paths)
    handled = standing.reach(Right.HANDLE)
    if handled.paths:
        ends = Counterpart.objects.filter(unit__in=standing.units(handled.paths)).order_by()
        wanted |= Q(access__in=fixed((Access.OPEN, Access.UNIT))) & Q(OneOf("pk", ends.values("deviation")))
    return wanted


def _within(standing: Standing, paths: frozenset[str]) -> Q:
    if any(path.count(".") == 1 for path in paths):
        return ~Q(pk__isnull=True)
    return Q(unit__in=standing.units(paths))


@pghistory.track(exclude=["what", "immediate_action", "reporter", "key", "key_digest", "receipt"])
class Deviation(models.Model):
    """A report and its handling. `unit` and `access` are copies held equal to the record's by the database."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="deviation")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="deviations", db_index=False)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.UNIT)
    kind = models.CharField(_("meldingstype"), max_length=15, choices=Kind.choices, default=Kind.DEVIATION)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    type = models.ForeignKey(
        EventType, models.PROTECT, null=True, blank=True, related_name="deviations", db_index=False
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)

    what = models.TextField(_("hva skjedde"))
    immediate_action = models.TextField(_("gjorde straks"), blank=True)
    occurred_at = models.DateTimeField(_("skjedde"), null=True, blank=True)
    reported_at = models.DateTimeField(_("meldt"))
    reporter = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="reported")
    hidden = models.BooleanField(_("navnet er skjult"), default=False)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.PC)
    receipt = models.CharField(max_length=64, null=True, blank=True, unique=True)
    key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    key_digest = models.CharField(max_length=64, blank=True)

    harm = models.PositiveSmallIntegerField(_("hvordan gikk det"), null=True, blank=True)
    harm_physical = models.PositiveSmallIntegerField(_("fysisk skade"), null=True, blank=True)
    harm_psychological = models.PositiveSmallIntegerField(_("psykisk skade"), null=True, blank=True)
    potential = models.PositiveSmallIntegerField(_("kunne ha ført til"), null=True, blank=True)
    recurrence = models.CharField(_("kan skje igjen"), max_length=8, choices=Recurrence.choices, blank=True)
    harm_level = models.GeneratedField(
        expression=Coalesce(Greatest("harm_physical", "harm_psychological"), "harm"),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )

    answered_at = models.DateTimeField(_("svart"), null=True, blank=True)
    closed_at = models.DateTimeField(_("ferdig"), null=True, blank=True)
    close_reason = models.ForeignKey(CloseReason, models.PROTECT, null=True, blank=True, related_name="+")
    close_note = models.TextField(_("begrunnelse"), blank=True)
    weak_reason = models.TextField(_("hvorfor bare svake tiltak"), blank=True)
    consequences = models.JSONField(_("konsekvens for"), default=list, blank=True)
    held = models.TextField(_("hva bidro til at det gikk bra"), blank=True)
    clock_until = models.DateTimeField(_("frist"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    pattern = models.ForeignKey("Pattern", models.PROTECT, null=True, blank=True, related_name="deviations")

    objects = DeviationQuerySet.as_manager()
    personal_data = ("what", "immediate_action", "reporter", "receipt", "close_note", "weak_reason", "held")

    class Meta:
        indexes = [
            models.Index(F("reported_at").desc(), F("record").desc(), name="deviation_newest"),
            models.Index("unit", F("reported_at").desc(), F("record").desc(), name="deviation_unit_newest"),
            models.Index(
                "unit", "type", F("reported_at").desc(), F("record").desc(), name="deviation_unit_type_newest"
            ),
            models.Index("type", F("reported_at").desc(), F("record").desc(), name="deviation_type_newest"),
            models.Index(
                fields=["-reported_at", "-record"],
                include=["unit", "state", "access", "area", "reporter"],
                name="deviation_open_newest",
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                fields=["unit", "-reported_at"],
                include=["record", "state", "access", "area", "reporter", "answered_at", "channel"],
                name="deviation_open_unit",
                condition=Q(state__in=OPEN),
            ),
            models.Index(
                fields=["unit"], name="deviation_open_serious", condition=Q(state__in=OPEN, harm_level__gte=4)
            ),
            models.Index(fields=["unit"], name="deviation_named", condition=Q(access=Access.NAMED)),
            models.Index(
                fields=["reporter", "-reported_at"], name="deviation_mine", condition=Q(reporter__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=states.CLOSED) | Q(closed_at__isnull=False),
                name="deviation_closed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.CLOSED)
                | Q(answered_at__isnull=False)
                | Q(channel__in=["bulk", "import"])
                | (Q(reporter__isnull=True) & Q(receipt__isnull=True)),
                name="deviation_closed_has_answer",
                violation_error_message=_("Svar melder før du setter saken til ferdig behandlet."),
            ),
            models.CheckConstraint(
                condition=~Q(what=""),
                name="deviation_says_what",
                violation_error_message=_("Skriv hva som skjedde."),
            ),
            models.CheckConstraint(
                condition=(Q(harm__isnull=True) | Q(harm__lte=5))
                & (Q(harm_physical__isnull=True) | Q(harm_physical__lte=5))
                & (Q(harm_psychological__isnull=True) | Q(harm_psychological__lte=5))
                & (Q(potential__isnull=True) | Q(potential__lte=5)),
                name="deviation_harm_is_0_to_5",
                violation_error_message=_("Skade er 0 til 5."),
            ),
            models.CheckConstraint(
                condition=(Q(state=states.VOID) & Q(merged_into__isnull=False)) | Q(merged_into__isnull=True),
                name="deviation_merged_is_void",
            ),
        ]

    def __str__(self) -> str:
        return self.record.reference

    @property
    def reporter_shown(self) -> Person | None:
        """The reporter as others may see them: nobody when the name is hidden."""
        return None if self.hidden else self.reporter

    @property
    def wants_answer(self) -> bool:
        """Whether somebody waits for an answer: a person, or the holder of a receipt code."""
        return self.channel not in {Channel.BULK, Channel.IMPORT} and bool(self.reporter_id or self.receipt)


@pghistory.track()
class Counterpart(models.Model):
    """The other end of a cross-organisation deviation: a unit here, or an organisation that answers by letter."""

    deviation = models.ForeignKey(Deviation, models.CASCADE, related_name="counterparts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.CharField(_("organisasjon"), max_length=120, blank=True)
    question = models.TextField(_("spørsmål"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reply = models.TextField(_("svar"), blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    personal_data = ("question", "reply", "asked_by", "replied_by")

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) ^ ~Q(organisation=""),
                name="counterpart_is_one",
                violation_error_message=_("Velg en enhet her i kommunen eller skriv navnet på en annen organisasjon."),
            ),
        ]


class PatternQuerySet(QuerySet["Pattern"]):
    def visible_to(self, standing: Standing) -> "PatternQuerySet":
        """A pattern is known to those who may see one of its cases."""
        return self.filter(Exists(Deviation.objects.visible_to(standing).filter(pattern=OuterRef("pk"))))


@pghistory.track()
class Pattern(models.Model):
    """The same thing again and again: cases tied together so that one piece of work answers them all."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="pattern")
    description = models.TextField(_("hva går igjen"), blank=True)
    personal_data = ("description",)
    objects = PatternQuerySet.as_manager()


def words_of(deviation: Any) -> str:
    """The text that search finds a deviation by."""
    return f"{deviation.what}\n{deviation.immediate_action}"
