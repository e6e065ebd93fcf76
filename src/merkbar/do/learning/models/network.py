"""The quality network: who is in it, its half days together, and who comes (T 197-199)."""

import pghistory
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.do.learning.models.scope import of_people
from merkbar.ground.access.standing import Standing
from merkbar.ground.access.table import Right
from merkbar.ground.people.models import Person


class MembershipQuerySet(QuerySet["Membership"]):
    def visible_to(self, standing: Standing) -> "MembershipQuerySet":
        """Members see each other; those who arrange see all; others themselves and those they follow."""
        inside = self.filter(person=standing.person, left__isnull=True).exists()
        return self if inside or standing.may(Right.EDIT_LEARNING) else self.filter(of_people(standing))


@pghistory.track()
class Membership(models.Model):
    """Somebody is in the network, cleared with their nearest leader."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined = models.DateField()
    left = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    personal_data = ("person",)

    class Meta:
        ordering = ["joined", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(left__isnull=True),
                name="member_once",
                violation_error_message=_("Du er med i nettverket fra før."),
            )
        ]


class EventQuerySet(QuerySet["Event"]):
    def visible_to(self, standing: Standing) -> "EventQuerySet":
        """Everybody employed may come."""
        return self if standing.may(Right.READ_PROCEDURES) else self.none()


@pghistory.track()
class Event(models.Model):
    """A half day together: when, where and what."""

    title = models.CharField(_("tittel"), max_length=120)
    place = models.CharField(_("sted"), max_length=120)
    starts = models.DateTimeField(_("starter"))
    ends = models.DateTimeField(_("slutter"))
    programme = models.TextField(_("program"))
    arranged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cancelled = models.BooleanField(_("avlyst"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = EventQuerySet.as_manager()
    personal_data = ("arranged_by", "programme")

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="event_ends_after_it_starts",
                violation_error_message=_("Samlingen må slutte etter at den starter."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class SignUpQuerySet(QuerySet["SignUp"]):
    def visible_to(self, standing: Standing) -> "SignUpQuerySet":
        """One's own; all of them for those who arrange."""
        return self if standing.may(Right.EDIT_LEARNING) else self.filter(person=standing.person)


@pghistory.track()
class SignUp(models.Model):
    """Somebody comes to an event. Signing off takes the row away; the history keeps it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SignUpQuerySet.as_manager()
    personal_data = ("person",)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="sign_up_once")]
