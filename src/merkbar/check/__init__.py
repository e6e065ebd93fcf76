"""Check (forskrift om ledelse og kvalitetsforbedring § 8): deviations, later indicators, voices and audits."""
