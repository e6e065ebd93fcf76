"""The database that all tests run on: our own embedded server under var/test, started before Django reads its settings."""

import os
from pathlib import Path

from merkbar.web.ops import postgres

os.environ.setdefault("MERKBAR_VAR", "var/test")
os.environ.setdefault("MERKBAR_EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
if not os.environ.get("DATABASE_URL"):
    SERVER = postgres.start(Path("var/test"), durable=False)
    os.environ["DATABASE_URL"] = SERVER.admin_url.replace("/postgres?", "/merkbar?")
