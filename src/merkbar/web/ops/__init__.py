"""What an operator runs: the program `merkbar`, the embedded database, backup and health."""
