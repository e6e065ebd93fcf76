"""Statistical process control in plain Python: no Django, no numpy. What has changed, since when, and what only varies.

Rules: Anhøj & Olesen 2014 for runs, Montgomery for limits, Laney 2002 for large denominators, NHS Making Data Count as a
choice. Checked against two independent programs, see `merkbar.check.indicators.tests.report`. Kommuneloven § 25-1 and
forskrift om ledelse og kvalitetsforbedring § 8 ask that the effect of measures is followed; this says whether there is one.
"""

from merkbar.check.indicators.figures.program import answer, program
from merkbar.check.indicators.figures.ptd import ptd
from merkbar.check.indicators.figures.qic import qic
from merkbar.check.indicators.figures.refusal import Refused
from merkbar.check.indicators.figures.settings import Drawing, Point, Settings, Verdict
from merkbar.check.indicators.figures.verdict import verdict_of

__all__ = ["Drawing", "Point", "Refused", "Settings", "Verdict", "answer", "program", "ptd", "qic", "verdict_of"]
