"""Journeys in a real browser against the served demo, with axe at every stop."""
