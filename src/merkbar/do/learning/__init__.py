"""Learning: what a role must know, modules that teach it, the quality network (forskrift §§ 6 g, 7 b; T 129, 195-199)."""
