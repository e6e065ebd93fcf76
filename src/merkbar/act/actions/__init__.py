"""The one register of actions for every source: who, deadline, strength, evidence, and a check that it worked.

R014, R031; good-practice B6 (effect after three months), B9 (strength),
other-systems idea 4 (checked by another than the doer).
"""
