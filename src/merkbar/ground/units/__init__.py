"""The organisation: units of any depth with validity dates, level names as data, merge and move with history.

Kommuneloven § 25-1 third paragraph a: describe main tasks, goals and organisation (R006). History follows units, not names.
"""
