"""The words of a deviation's fields: kind, state, recurrence, channel and the modes of feedback."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from merkbar.check.deviations import states

ANSWER_WITHIN = dt.timedelta(days=7)
"""The answer guarantee: a human answer within seven days (J1, B4)."""


class Kind(models.TextChoices):
    """What kind of report (taxonomy 5.1)."""

    DEVIATION = "deviation", _("Avvik")
    NEAR_MISS = "near_miss", _("Nestenuhell")
    CONCERN = "concern", _("Risiko eller bekymring")
    SUGGESTION = "suggestion", _("Forbedringsforslag")
    GOOD_PRACTICE = "good_practice", _("Noe som gikk bra")


class State(models.TextChoices):
    """The states of `states.STEPS` in the words of the screens."""

    DRAFT = states.DRAFT, _("Utkast")
    NEW = states.NEW, _("Ny")
    HANDLING = states.HANDLING, _("Under behandling")
    EFFECT_CHECK = states.EFFECT_CHECK, _("Venter effektsjekk")
    CLOSED = states.CLOSED, _("Ferdig behandlet")
    VOID = states.VOID, _("Slått sammen eller forkastet")


def finished_words(state: str) -> str:
    """What is said of a case that is set to finished: the same to the leader, to the reporter and on the timeline."""
    if state == states.EFFECT_CHECK:
        return gettext("Tiltak er gjort. Vi sjekker virkningen før saken er ferdig")
    return gettext("Saken er ferdig behandlet") if state == states.CLOSED else str(State(state).label)


class Recurrence(models.TextChoices):
    """Can it happen again? Anchors: less than yearly, yearly, monthly or more (taxonomy 5.3)."""

    RARE = "rare", _("Sjelden")
    YEARLY = "yearly", _("Hvert år")
    MONTHLY = "monthly", _("Hver måned")


class Channel(models.TextChoices):
    """How the report came in."""

    PHONE = "phone", _("telefon")
    PC = "pc", _("PC")
    PUBLIC = "public", _("åpen lenke")
    API = "api", _("annet system")
    BULK = "bulk", _("samleregistrering")
    IMPORT = "import", _("import")


class Mode(models.TextChoices):
    """The five modes of feedback (Benn 2009, B4)."""

    RECEIPT = "A", _("Kvittering")
    ANSWER = "B", _("Svar")
    AWARENESS = "C", _("Læring til enheten")
    OUTCOME = "D", _("Hva som ble gjort")
    SYSTEM = "E", _("Hva som er endret")
