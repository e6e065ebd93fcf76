"""Document: a procedure as a thing that lasts, with number, scope and owner. Its text is in its versions."""

import datetime as dt

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.do.procedures import states
from merkbar.ground.access.standing import Standing, units_within
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person, Post, Role
from merkbar.ground.records.models import Record
from merkbar.ground.units.models import Unit


class DocumentKind(models.TextChoices):
    """What sort of paper it is."""

    PROCEDURE = "procedure", _("Prosedyre")
    ROUTINE = "routine", _("Rutine")
    GUIDELINE = "guideline", _("Retningslinje")
    FORM = "form", _("Skjema")
    PLAN = "plan", _("Beredskapsplan")


@pghistory.track()
class Topic(models.Model):
    """What a procedure is about: legemidler, smittevern, HMS … The municipality's own list."""

    code = models.CharField(_("kode"), max_length=40, primary_key=True)
    name = models.CharField(_("navn"), max_length=80)
    active = models.BooleanField(_("i bruk"), default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="topic_name_once",
                violation_error_message=_("Temaet finnes fra før."),
            )
        ]

    def __str__(self) -> str:
        return self.name


def revised_by(person: Person, day: dt.date) -> Q:
    """Say in SQL which documents a person revises: named, or by holding the seat that does."""
    seat = Post.objects.on(day).filter(person=person, role=OuterRef("reviser_role"), unit=OuterRef("reviser_unit"))
    return Q(reviser=person) | Q(Exists(seat))


class DocumentQuerySet(QuerySet["Document"]):
    def visible_to(self, standing: Standing) -> "DocumentQuerySet":
        """Read what is or was in force; what never was is for those who work on it, hear it or approve it."""
        reach = standing.reach(Right.READ_PROCEDURES)
        if not reach:
            return self.none()
        return self.filter(Q(published=True) | self._at_work(standing))

    def worked_on_by(self, standing: Standing) -> "DocumentQuerySet":
        """Pick those whose drafts this person sees: revises, edits in the line, is heard, or leads where it applies."""
        return self.filter(self._at_work(standing))

    def _at_work(self, standing: Standing) -> Q:
        heard = self.model.objects.filter(
            versions__state__in=states.AT_WORK, versions__hearings__parties__person=standing.person
        )
        wanted = revised_by(standing.person, standing.day) | Q(pk__in=heard.values("pk"))
        paths = standing.reach(Right.EDIT_PROCEDURES).paths
        if paths:
            wanted |= Q(record__unit__in=units_within(paths))
        return wanted

    def in_force(self) -> "DocumentQuerySet":
        """Pick those with a version in force."""
        return self.filter(pk__in=self.model.objects.filter(versions__state=states.IN_FORCE).values("pk"))

    def revised_by(self, person: Person, day: dt.date) -> "DocumentQuerySet":
        """Pick a revision owner's own."""
        return self.filter(revised_by(person, day))

    def overdue(self, day: dt.date) -> "DocumentQuerySet":
        """Pick those in force whose yearly review should have been done; phased-out ones are left in peace."""
        return self.in_force().filter(review_due__lt=day, removal_proposed_at__isnull=True)


@pghistory.track()
class Document(models.Model):
    """`record.reference` is its number, `record.title` its title, `record.unit` where it applies (its subtree).

    The revision owner is a person, or the seat of a role at a unit, and then whoever sits there. `published` says
    that some version is or has been in force. `review_due` is the day of the next yearly review.
    """

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="document")
    kind = models.CharField(_("slag"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.PROCEDURE)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="documents")
    reviser = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="revises")
    reviser_role = models.ForeignKey(Role, models.PROTECT, null=True, blank=True, related_name="+")
    reviser_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    review_months = models.PositiveSmallIntegerField(_("måneder mellom hver vurdering"), default=12)
    review_due = models.DateField(_("neste vurdering"), null=True, blank=True)
    reviewed_at = models.DateField(_("sist vurdert"), null=True, blank=True)
    published = models.BooleanField(default=False)
    removal_proposed_at = models.DateTimeField(null=True, blank=True)
    removal_proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    removal_reason = models.TextField(_("hvorfor slettes"), blank=True)

    objects = DocumentQuerySet.as_manager()
    personal_data = ("reviser", "removal_proposed_by", "removal_reason")

    class Meta:
        indexes = [
            models.Index(fields=["review_due"], name="document_review", condition=Q(published=True)),
            models.Index(fields=["reviser"], name="document_reviser", condition=Q(reviser__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviser__isnull=False, reviser_role__isnull=True, reviser_unit__isnull=True)
                | Q(reviser__isnull=True, reviser_role__isnull=False, reviser_unit__isnull=False),
                name="document_has_one_reviser",
                violation_error_message=_("Velg hvem som er revisjonsansvarlig: en person eller en rolle på et sted."),
            ),
            models.CheckConstraint(
                condition=Q(review_months__gte=1, review_months__lte=60),
                name="document_review_is_regular",
                violation_error_message=_("Prosedyren må vurderes minst hvert femte år."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.record)


@pghistory.track()
class Basis(models.Model):
    """What a document stands on: a paragraph of a law, or a link to something outside."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="bases")
    law = models.CharField(_("lov eller forskrift"), max_length=120, blank=True)
    paragraph = models.CharField(_("paragraf"), max_length=40, blank=True)
    title = models.CharField(_("tekst"), max_length=200, blank=True)
    address = models.URLField(_("adresse"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(law="") | ~Q(address=""),
                name="basis_is_a_law_or_a_link",
                violation_error_message=_("Skriv hvilken lov det er, eller adressen til siden."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.paragraph}".strip() or self.title or self.address
