"""Act (forskrift om ledelse og kvalitetsforbedring § 9): actions, later improvements and incidents."""
