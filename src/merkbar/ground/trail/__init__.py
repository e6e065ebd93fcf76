"""Who, when and why, on every change.

The database writes the history itself (pghistory triggers); this package tells it who acts and which step is taken.
Kommuneloven § 25-1 third paragraph d: document internal control in the form and amount needed.
"""
