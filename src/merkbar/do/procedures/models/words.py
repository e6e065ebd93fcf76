"""OldWord: a word or a law that has had its day, and what to write instead. The municipality's own list."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track()
class OldWord(models.Model):
    """`words` are its forms, with commas between. `code` names a shipped one, so that loading again adds no second."""

    code = models.CharField(max_length=40, blank=True, default="")
    words = models.CharField(_("ord"), max_length=300)
    advice = models.CharField(_("skriv heller"), max_length=300)
    is_law = models.BooleanField(_("opphevet lov eller forskrift"), default=False)
    active = models.BooleanField(_("i bruk"), default=True)
    personal_data: tuple[str, ...] = ()

    class Meta:
        ordering = ["words", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="old_word_shipped_once"),
            models.UniqueConstraint(
                models.functions.Lower("words"),
                name="old_word_once",
                violation_error_message=_("Ordet står på listen fra før."),
            ),
        ]

    def __str__(self) -> str:
        return self.words
