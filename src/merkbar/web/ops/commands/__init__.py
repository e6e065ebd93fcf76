"""The commands of the program `merkbar`, one module each."""
