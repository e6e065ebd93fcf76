"""The tables of indicators: what is measured, what was measured, and how a file was read."""

from merkbar.check.indicators.models.annotation import Annotation
from merkbar.check.indicators.models.definition import (
    COMPARISONS,
    Adjustment,
    AdjustmentKind,
    Cadence,
    Comparator,
    Dimension,
    Direction,
    Facet,
    Indicator,
    IndicatorTarget,
    Purpose,
    Shape,
    SourceKind,
    Theme,
)
from merkbar.check.indicators.models.measurement import Batch, KeptVerdict, Mapping, Measurement

__all__ = [
    "COMPARISONS",
    "Adjustment",
    "AdjustmentKind",
    "Annotation",
    "Batch",
    "Cadence",
    "Comparator",
    "Dimension",
    "Direction",
    "Facet",
    "Indicator",
    "IndicatorTarget",
    "KeptVerdict",
    "Mapping",
    "Measurement",
    "Purpose",
    "Shape",
    "SourceKind",
    "Theme",
]
