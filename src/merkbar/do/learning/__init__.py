"""Learning: what each role must know, modules that teach it, and the quality network (forskrift §§ 6 g, 7 b; T 129, 195-199, 566-580)."""
