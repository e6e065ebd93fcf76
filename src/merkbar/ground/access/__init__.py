"""What a role may see and do: one policy table, row scoping by posts in the tree, and a door on every view.

Posts in a tree decide; there are no per-object permissions. A named record is open only to those it names (need to know).
"""
