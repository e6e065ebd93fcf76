"""Action: what, who, deadline, strength, evidence and effect, with its origin in any record."""

import datetime as dt

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.act.actions import sources, states
from merkbar.ground.access.fixed import fixed
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person
from merkbar.ground.records.models import Access, Record


class Strength(models.TextChoices):
    """How much an action can be expected to help (RCA², good-practice B9)."""

    STRONG = "strong", _("Sterkt")
    MEDIUM = "medium", _("Middels")
    WEAK = "weak", _("Svakt")


class State(models.TextChoices):
    """The states of `states.STEPS` in the words of the screens."""

    OPEN = states.OPEN, _("Åpent")
    DONE = states.DONE, _("Gjort, effekten er ikke sjekket")
    EFFECT_CHECK = states.EFFECT_CHECK, _("Effektsjekk")
    CLOSED = states.CLOSED, _("Lukket")
    STOPPED = states.STOPPED, _("Stoppet")


class Verdict(models.TextChoices):
    """Did anybody notice? The programme's own question (R401)."""

    NOTICEABLE = "noticeable", _("Merkbart")
    PARTLY = "partly", _("Delvis")
    NOT = "not", _("Ikke merkbart")
    TOO_EARLY = "too_early", _("For tidlig å si")


@pghistory.track()
class ActionType(models.Model):
    """A kind of action and how strong it is (taxonomy 5.5); some may not stand alone («skjerpe seg»)."""

    code = models.CharField(_("kode"), max_length=40, primary_key=True)
    name = models.CharField(_("navn"), max_length=80)
    strength = models.CharField(_("styrke"), max_length=8, choices=Strength.choices)
    blocked_alone = models.BooleanField(_("kan ikke stå alene"), default=False)
    active = models.BooleanField(_("i bruk"), default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class ActionQuerySet(QuerySet["Action"]):
    def visible_to(self, standing: Standing) -> "ActionQuerySet":
        """Read what you own, ordered or are named on, what grew out of a case you may read, and what lies within reach.

        An action whose source is closed to the line is closed to the line too, whatever its own access says.
        """
        reach = standing.reach(Right.READ_ACTIONS)
        named = Record.objects.filter(named__person=standing.person).values("pk")
        wanted = Q(record__owner=standing.person) | Q(ordered_by=standing.person) | Q(pk__in=named)
        for seen in sources.origins_seen(standing):
            wanted |= Q(Exists(seen.filter(pk=OuterRef("origin"))))
        if reach.paths:
            open_to_line = Q(record__access__in=fixed((Access.OPEN, Access.UNIT))) & (
                Q(origin__isnull=True) | Q(origin__access__in=fixed((Access.OPEN, Access.UNIT)))
            )
            wanted |= open_to_line & Q(record__unit__in=units_within(reach.paths))
        return self.filter(wanted)

    def of(self, record: Record | int) -> "ActionQuerySet":
        """Pick what grew out of one record, the nearest deadline first."""
        return self.filter(origin=record).order_by("deadline", "pk")

    def unfinished(self) -> "ActionQuerySet":
        """Pick those where something remains to be done."""
        return self.filter(state__in=fixed(states.UNFINISHED))

    def waiting(self) -> "ActionQuerySet":
        """Pick those that are done, where nobody has said yet whether it worked."""
        return self.filter(state__in=fixed(states.WAITING))

    def overdue(self, day: dt.date) -> "ActionQuerySet":
        """Pick those not done the day after their deadline, or later."""
        return self.unfinished().filter(deadline__lt=day)


@pghistory.track()
class Action(models.Model):
    """`record.title` is what shall be done, `record.owner` who does it, `record.unit` where it belongs."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="action")
    origin = models.ForeignKey(Record, models.PROTECT, null=True, blank=True, related_name="actions")
    type = models.ForeignKey(ActionType, models.PROTECT, null=True, blank=True, related_name="+")
    strength = models.CharField(_("styrke"), max_length=8, choices=Strength.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    description = models.TextField(_("beskrivelse"), blank=True)
    ordered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="ordered_actions")
    deadline = models.DateField(_("frist"))
    sign = models.CharField(_("hvordan ser vi at det virker"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("gjort"), null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.TextField(_("hva ble gjort"), blank=True)
    effect_due = models.DateField(_("effektsjekk"), null=True, blank=True)
    verdict = models.CharField(_("virket det"), max_length=10, choices=Verdict.choices, blank=True)
    verdict_text = models.TextField(_("hva viser det"), blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)
    verdict_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    stop_reason = models.TextField(_("hvorfor stoppet"), blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)
    escalated_to = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=1)

    objects = ActionQuerySet.as_manager()
    personal_data = ("description", "ordered_by", "done_by", "evidence", "verdict_text", "verdict_by", "stop_reason")

    class Meta:
        indexes = [
            models.Index(fields=["origin"], name="action_origin"),
            models.Index(fields=["deadline"], name="action_unfinished", condition=Q(state=states.OPEN)),
            models.Index(
                fields=["effect_due"], name="action_effect", condition=Q(state__in=[states.DONE, states.EFFECT_CHECK])
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="")
                | Q(verdict_by__isnull=True)
                | Q(done_by__isnull=True)
                | ~Q(verdict_by=models.F("done_by")),
                name="action_effect_checked_by_another",
                violation_error_message=_("En annen enn den som gjorde tiltaket, må sjekke effekten."),
            ),
            models.CheckConstraint(
                condition=~Q(state=states.CLOSED)
                | Q(verdict__in=["noticeable", "partly"], verdict_by__isnull=False, done_by__isnull=False),
                name="action_closed_has_verdict",
                violation_error_message=_("Svar på om tiltaket virket før du lukker det."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[states.DONE, states.EFFECT_CHECK])
                | Q(done_at__isnull=False, effect_due__isnull=False),
                name="action_done_has_effect_date",
                violation_error_message=_("Sett en dag da dere sjekker om tiltaket virket."),
            ),
            models.CheckConstraint(
                condition=~Q(state=states.STOPPED) | ~Q(stop_reason=""),
                name="action_stopped_says_why",
                violation_error_message=_("Skriv hvorfor tiltaket stoppes."),
            ),
        ]

    def __str__(self) -> str:
        return self.record.reference

    @property
    def is_closed_off(self) -> bool:
        """Whether only few may read it; then its words stay out of notices."""
        levels = {self.record.access} | ({self.origin.access} if self.origin else set())
        return bool(levels & {Access.RESTRICTED, Access.NAMED})

    def days_over(self, day: dt.date) -> int:
        """Days past the deadline on `day` [d]; 0 when it is done, stopped or in time."""
        return max((day - self.deadline).days, 0) if self.state in states.UNFINISHED else 0

    def hands(self) -> frozenset[int]:
        """Who did it: the one who is responsible and the one who said it was done. Neither may judge it."""
        return frozenset(pk for pk in (self.done_by_id, self.record.owner_id) if pk is not None)
