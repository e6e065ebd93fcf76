"""Try: one attempt that may be a guess. Several processes count together, so the count lives in the database."""

from django.db import models


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
