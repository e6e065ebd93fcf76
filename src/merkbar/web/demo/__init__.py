"""The plan of the demo municipality: who works in Solvik, and every deviation of 2024–2026, case by case.

Pure Python and deterministic: counts come from tables and largest-remainder rounding, never from chance, so tests can
assert every total. Nothing here knows Django or a database; a loader turns the rows into records. The municipality, its
people and its events are invented.
"""
