"""Try: one attempt that may be a guess. Several processes count together, so the count lives in the database.

GivenPassword: an account that somebody else may enter, since they were shown its password.
"""

import pghistory
from django.db import models

from merkbar.ground.people.models import Person


class Try(models.Model):
    """An attempt in real time. `key` is a keyed digest: neither a name, an address nor a mistyped password is kept."""

    scope = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()
    personal_data = ()

    class Meta:
        indexes = [
            models.Index(fields=["scope", "key", "at"], name="try_window"),
            models.Index(fields=["at"], name="try_age"),
        ]


@pghistory.track()
class GivenPassword(models.Model):
    """A password that an administrator was shown. It is gone when the person has chosen their own from a mailed link.

    A change where the old password is typed proves nothing: the administrator knows the old one too.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="given_password")
    at = models.DateTimeField()
    personal_data = ("person",)
