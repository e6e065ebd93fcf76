"""Inbox and mail: one digest a day per person, instant only for serious things and deadlines under 24 hours.

Every notice says why you get it. Cases themselves wait with the seat, not in the inbox.
"""
