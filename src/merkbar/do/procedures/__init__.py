"""Procedures that reach every reader (forskrift om ledelse og kvalitetsforbedring § 7 d, kommuneloven § 25-1 d)."""
