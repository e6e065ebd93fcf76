"""Plan: what the municipality wants and must (forskrift om ledelse og kvalitetsforbedring § 6)."""
