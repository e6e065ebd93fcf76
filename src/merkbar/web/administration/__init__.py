"""What makes Merkbar a municipality's own: its lists, its organisation, its people; and «Min rolle» for everyone.

Kommuneloven § 25-1 third paragraph a (tasks, goals, organisation), R034 (the line), R086 («Min rolle»).
"""
