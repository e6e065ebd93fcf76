"""Do (forskrift om ledelse og kvalitetsforbedring § 7): procedures that reach every reader, and learning."""
