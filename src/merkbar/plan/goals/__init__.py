"""Plans the council adopted, as trees: focus areas, goals, success factors, result targets, and each unit's action plan.

Owned by the planner and the quality adviser. R101-R151 (a plan of twelve years with four-year focus areas),
R201-R240 (units' own action plans), forskrift om ledelse og kvalitetsforbedring § 6 a and b.
"""
