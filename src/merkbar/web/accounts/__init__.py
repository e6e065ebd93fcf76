"""Log in, log out, forgotten password, the PIN of a shared phone, and how long a session lives.

Accounts are made by an administrator; nobody signs up. django-allauth drives the pages and leaves room for OIDC later.
Promises S6 (limits, no enumeration, sessions that die at once) and journey J1 (session lengths).
"""
