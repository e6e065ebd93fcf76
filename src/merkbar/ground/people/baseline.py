"""The roles a municipality starts with; titles are its own to change, codes decide rights."""

import json
from pathlib import Path
from typing import Any

from merkbar.ground.people.models import Role
from merkbar.ground.trail.write import write

DATA = Path(__file__).parent / "data" / "roles.json"


@write
def load_roles(*, by: Any = None) -> None:
    """Add shipped roles that are missing."""
    for row in json.loads(DATA.read_text(encoding="utf-8")):
        facts = {key: row[key] for key in ("title", "duties", "leads")}
        Role.objects.get_or_create(code=row["code"], defaults=facts)
