"""The policy in plain words: what a seat lets a person see and do."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merkbar.ground.access.standing import Seat
from merkbar.ground.access.table import POLICY, Right
from merkbar.web.administration.rule_words import listed

WORDS: dict[Right, Promise] = {
    Right.REPORT: gettext_lazy("Melde hendelser"),
    Right.READ: gettext_lazy("Lese avvik"),
    Right.READ_RESTRICTED: gettext_lazy("Lese skjermede avvik"),
    Right.HANDLE: gettext_lazy("Behandle avvik: svare melder, finne årsaker, lukke"),
    Right.SEALED: gettext_lazy("Lese opprinnelig tekst der navn er strøket"),
    Right.EXPORT: gettext_lazy("Laste ned lister over avvik"),
    Right.STATISTICS: gettext_lazy("Se tall og utvikling"),
    Right.FOLLOW_ACTIONS: gettext_lazy("Sette i verk og følge opp tiltak"),
    Right.READ_ACTIONS: gettext_lazy("Lese tiltak"),
    Right.READ_INDICATORS: gettext_lazy("Lese indikatorer"),
    Right.EDIT_INDICATORS: gettext_lazy("Bestemme hva som måles, og sette mål"),
    Right.ENTER_INDICATORS: gettext_lazy("Føre inn målinger"),
    Right.READ_PLANS: gettext_lazy("Lese planer og mål"),
    Right.EDIT_PLANS: gettext_lazy("Skrive planer og mål"),
    Right.ADOPT_PLANS: gettext_lazy("Gjøre vedtatte planer gjeldende"),
    Right.READ_PROCEDURES: gettext_lazy("Lese prosedyrer"),
    Right.EDIT_PROCEDURES: gettext_lazy("Skrive prosedyrer"),
    Right.APPROVE_PROCEDURES: gettext_lazy("Godkjenne prosedyrer"),
    Right.REVIEW_PROCEDURES: gettext_lazy("Vurdere prosedyrer på nytt"),
    Right.FOLLOW_READING: gettext_lazy("Se hvem som har lest leselisten"),
    Right.EDIT_LEARNING: gettext_lazy("Lage læringsmoduler, kompetanseprofiler og nettverkssamlinger"),
    Right.PLAN_LEARNING: gettext_lazy("Lage kompetanseplan og bekrefte kompetanse"),
    Right.FOLLOW_LEARNING: gettext_lazy("Se hvem som har tatt læringsmodulene"),
    Right.EDIT_TAXONOMY: gettext_lazy("Endre kategorier og varslingsregler"),
    Right.EDIT_UNITS: gettext_lazy("Endre organisasjonen"),
    Right.EDIT_PEOPLE: gettext_lazy("Gi og avslutte roller"),
    Right.EDIT_LEAVE: gettext_lazy("Registrere hvem som er i permisjon"),
    Right.EDIT_LIBRARY: gettext_lazy("Endre temaer og ord for prosedyrer"),
    Right.MAKE_TOKENS: gettext_lazy("Gi andre systemer tilgang"),
}
"""A sentence for each right; a test holds it complete."""


def of_seat(seat: Seat, areas: dict[str, str]) -> list[str]:
    """Say what a seat allows, one sentence a right. `areas`: code → name."""
    return of_role(seat.role, areas)


def of_role(code: str, areas: dict[str, str]) -> list[str]:
    """Say what a role allows, whatever the unit."""
    told = []
    for grant in POLICY.get(code, ()):
        said = str(WORDS[grant.right])
        if grant.areas:
            said = _("%(what)s, bare om %(areas)s") % {
                "what": said,
                "areas": listed(areas.get(a, a) for a in grant.areas),
            }
        told.append(said)
    return told


def readers(right: Right, titles: dict[str, str], areas: dict[str, str]) -> list[str]:
    """Name the roles that hold a right, with the areas they are limited to."""
    named = []
    for code, grants in POLICY.items():
        for grant in grants:
            if grant.right == right and code in titles:
                limit = listed(areas.get(a, a) for a in grant.areas)
                named.append(
                    _("%(role)s (bare %(areas)s)") % {"role": titles[code], "areas": limit} if limit else titles[code]
                )
    return named


def place(seat: Seat, whole: Iterable[str]) -> str:
    """Say how far a seat reaches: the whole municipality, or a unit and all below it."""
    if seat.path in set(whole):
        return _("i hele kommunen")
    return _("i %(unit)s og enheter under") % {"unit": seat.unit_name}
