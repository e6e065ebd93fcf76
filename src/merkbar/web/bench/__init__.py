"""How fast Merkbar is, measured from outside: `make bench`.

Each page is set beside its floor, measured in the same run on the same data: the statements it needs, run by a bare
Django view without middleware that shows as many rows. Figures are read as ratios; the machine is rarely quiet.
"""
