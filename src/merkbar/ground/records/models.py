"""Record, what links records, what is written on them and who is named on a closed one."""

from typing import Any

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.people.models import Person
from merkbar.ground.units.models import Unit


class Access(models.TextChoices):
    """Who may see a record: everybody, the unit's line, the line's leaders only, or only those it names."""

    OPEN = "open", _("åpen")
    UNIT = "unit", _("enheten")
    RESTRICTED = "restricted", _("skjermet")
    NAMED = "named", _("bare navngitte")


class StateGroup(models.TextChoices):
    """What every kind of record has in common, whatever its own states are called."""

    DRAFT = "draft", _("utkast")
    OPEN = "open", _("åpen")
    WAITING = "waiting", _("venter")
    DONE = "done", _("ferdig")
    VOID = "void", _("forkastet")


@pghistory.track(exclude=["title", "search", "next_alarm"])
class Record(models.Model):
    """The thin common row. `owner` null means: the seat that leads the unit."""

    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="records")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="owned_records")
    state_group = models.CharField(max_length=8, choices=StateGroup.choices, default=StateGroup.OPEN)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.UNIT)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    next_alarm = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    search = SearchVectorField(null=True)
    personal_data = ("owner", "title")

    class Meta:
        indexes = [
            GinIndex(fields=["search"], name="record_search", fastupdate=False),
            models.Index(fields=["next_alarm"], name="record_alarm", condition=Q(next_alarm__isnull=False)),
            models.Index(fields=["kind", "-id"], name="record_rarer", condition=~Q(kind="deviation")),
            models.Index(fields=["owner", "state_group"], name="record_owner", condition=Q(owner__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "unit", "access"], name="record_place"),
            models.UniqueConstraint(fields=["id", "kind"], name="record_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


@pghistory.track()
class NumberSeries(models.Model):
    """The last number that was given elsewhere for a prefix and year, `AV` 2026 → 1738: the database counts on from there."""

    prefix = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="series_once_a_year")]


@pghistory.track()
class Named(models.Model):
    """Somebody who may see a record whose access is «bare navngitte», or who takes part without being in the line."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, models.PROTECT, related_name="named_on")
    why = models.CharField(max_length=200)
    personal_data = ("person",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "person"], name="named_once")]


@pghistory.track()
class LinkRule(models.Model):
    """One line of the ontology: this relation may go from that kind to this kind. The database refuses others."""

    from_kind = models.CharField(max_length=20)
    relation = models.CharField(max_length=20)
    to_kind = models.CharField(max_length=20)
    words = models.CharField(max_length=80)
    words_back = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_kind", "relation", "to_kind"], name="link_rule_once"),
        ]


class LinkQuerySet(QuerySet["Link"]):
    def at(self, record: Any) -> "LinkQuerySet":
        """Links at either end."""
        return self.filter(Q(source=record) | Q(target=record))


@pghistory.track()
class Link(models.Model):
    """A thread between two records. Kinds are copied by the writes and held to the rules by composite keys."""

    source = models.ForeignKey(Record, models.CASCADE, related_name="links_out")
    relation = models.CharField(max_length=20)
    target = models.ForeignKey(Record, models.CASCADE, related_name="links_in")
    from_kind = models.CharField(max_length=20)
    to_kind = models.CharField(max_length=20)
    created_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LinkQuerySet.as_manager()
    personal_data = ("by",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "relation", "target"], name="link_once"),
            models.CheckConstraint(
                condition=~Q(source=models.F("target")),
                name="link_has_two_ends",
                violation_error_message=_("En sak kan ikke knyttes til seg selv."),
            ),
        ]


class Audience(models.TextChoices):
    """Who reads an entry of the timeline."""

    ALL = "all", _("alle som ser saken")
    HANDLERS = "handlers", _("de som behandler saken")
    REPORTER = "reporter", _("melder og de som behandler saken")


@pghistory.track()
class Entry(models.Model):
    """One line of a record's timeline. `by` null: the system, or a reporter whose name is hidden."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    step = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.ALL)
    personal_data = ("by", "text")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["record", "at"], name="entry_timeline")]
