"""Tests that cross modules: the house rules, doors, journeys in a real browser."""
