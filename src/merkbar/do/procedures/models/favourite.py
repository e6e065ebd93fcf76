"""Favourite: a procedure that somebody wants at hand."""

import pghistory
from django.db import models

from merkbar.do.procedures.models.document import Document
from merkbar.ground.people.models import Person


@pghistory.track()
class Favourite(models.Model):
    """Is made and taken away by the person alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="favourites")
    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    personal_data = ("person",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "document"], name="favourite_once")]
