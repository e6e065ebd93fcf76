"""Cases as `merkbar spc` reads and writes them: one, or a list; a case that is refused says why in its place."""

from collections.abc import Mapping
from typing import Any

from merkbar.check.indicators.figures.ptd import ptd
from merkbar.check.indicators.figures.qic import qic
from merkbar.check.indicators.figures.refusal import Refused
from merkbar.check.indicators.figures.saying import gettext_noop
from merkbar.check.indicators.figures.series import refuse

ENGINES = {"qic": qic, "ptd": ptd}
"""Whose rules: Anhøj and Shewhart as in qicharts2, or NHS Making Data Count."""


def program(cases: object) -> Any:
    """Answer a case, or a list of them in the same order."""
    return [answer(case) for case in cases] if isinstance(cases, list) else answer(cases)


def answer(case: object) -> dict[str, Any]:
    """Answer one case: the fields of its engine, or `error` with a sentence.

    >>> answer({"engine": "spss"})
    {'error': 'Ukjent regelsett. Velg qic eller ptd.'}
    """
    try:
        if not isinstance(case, Mapping):
            raise refuse(gettext_noop("Et tilfelle må være et objekt med «engine», «series» og «options»."))
        options = case.get("options") or {}
        if not isinstance(options, Mapping):
            raise refuse(gettext_noop("«options» må være et objekt."))
        engine = case.get("engine", "qic")
        if not isinstance(engine, str) or engine not in ENGINES:
            raise refuse(gettext_noop("Ukjent regelsett. Velg qic eller ptd."))
        return ENGINES[engine](case.get("series"), options)
    except Refused as refusal:
        return {"error": str(refusal)}
