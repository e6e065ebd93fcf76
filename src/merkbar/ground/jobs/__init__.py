"""Background jobs: procrastinate, inside the transaction that asks for them and without another server.

A module's jobs live in its `jobs.py`; they are found by name when the app is ready.
"""
