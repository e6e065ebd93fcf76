"""Indicators: what is measured, the series with their corrections, targets, and whether a target is met.

R117 (three dimensions), R119 (structure, process, result), requirements 1.7 (every measurable target); forskrift om
ledelse og kvalitetsforbedring § 8 (evaluate). A measurement is never overwritten: a correction is a new row.
"""
