"""Time as the municipality lives it: the domain clock and Norwegian working days."""
