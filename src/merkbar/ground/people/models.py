"""Person (also the account that logs in), Role and Post."""

import datetime as dt
from typing import Any

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from merkbar.ground.units.models import Unit


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find by log-in name, in any case."""
        return self.get(login__iexact=username)


@pghistory.track(exclude=["password", "last_login", "pin"])
class Person(AbstractBaseUser):
    """Somebody who works for, represents or audits the municipality. Without a log-in they can still hold a seat."""

    login = models.CharField(_("brukernavn"), max_length=80, null=True, blank=True, unique=True)
    name = models.CharField(_("navn"), max_length=120)
    email = models.EmailField(_("e-post"), blank=True)
    employee_no = models.CharField(_("ansattnummer"), max_length=30, null=True, blank=True, unique=True)
    home_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(_("aktiv"), default=True)
    pin = models.CharField(max_length=128, blank=True, default="")

    objects = PersonManager()
    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    personal_data = ("login", "name", "email", "employee_no", "home_unit", "pin")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(models.functions.Lower("login"), name="person_login_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Role(models.Model):
    """What a post is. The title is the municipality's own word; the code decides rights and duties."""

    code = models.CharField(_("kode"), max_length=40, primary_key=True)
    title = models.CharField(_("tittel"), max_length=80)
    duties = models.JSONField(_("oppgaver"), default=list, blank=True)
    leads = models.BooleanField(_("leder enheten"), default=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class PostQuerySet(QuerySet["Post"]):
    def on(self, day: dt.date) -> "PostQuerySet":
        """Posts that are held on `day`."""
        return self.filter(valid_from__lte=day, person__is_active=True).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        )


@pghistory.track()
class Post(models.Model):
    """A person holds a role at a unit in a period; with `deputy_for` they stand in for that holder."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    role = models.ForeignKey(Role, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    valid_from = models.DateField(_("gjelder fra"))
    valid_to = models.DateField(_("gjelder til"), null=True, blank=True)
    deputy_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deputies")

    objects = PostQuerySet.as_manager()
    personal_data = ("person",)

    class Meta:
        ordering = ["valid_from", "pk"]
        indexes = [models.Index(fields=["unit", "role"], name="post_seat")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="post_ends_after_it_starts",
                violation_error_message=_("Rollen må slutte etter at den starter."),
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit", "valid_from"],
                name="post_is_given_once",
                violation_error_message=_("Personen har allerede denne rollen fra denne dagen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}, {self.unit.short}"


def leads_at(unit: Any, day: dt.date) -> PostQuerySet:
    """Posts that lead exactly this unit on `day`, holders before deputies."""
    return (
        Post.objects.on(day).filter(unit=unit, role__leads=True).order_by(F("deputy_for").asc(nulls_first=True), "pk")
    )


class LeaveQuerySet(QuerySet["Leave"]):
    def on(self, day: dt.date) -> "LeaveQuerySet":
        """Those who are away on `day`."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))


@pghistory.track()
class Leave(models.Model):
    """A person is away for longer: nothing is asked of them meanwhile. Why they are away is not kept.

    `valid_to` is the first day back; null means that it is not known yet.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="leaves")
    valid_from = models.DateField(_("fra"))
    valid_to = models.DateField(_("tilbake"), null=True, blank=True)

    objects = LeaveQuerySet.as_manager()
    personal_data = ("person",)

    class Meta:
        ordering = ["valid_from"]
        indexes = [models.Index(fields=["person", "valid_to"], name="leave_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="leave_ends_after_it_starts",
                violation_error_message=_("Fraværet må slutte etter at det starter."),
            ),
        ]
