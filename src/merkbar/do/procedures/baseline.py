"""The words a municipality starts with. Loading again adds what is new and never overwrites what somebody changed."""

import json
from pathlib import Path
from typing import Any

from merkbar.do.procedures.models import OldWord
from merkbar.ground.trail.write import write

DATA = Path(__file__).parent / "data" / "watch.json"


@write
def load_words(*, by: Any = None) -> None:
    """Put the shipped words in the database."""
    for row in json.loads(DATA.read_text(encoding="utf-8")):
        facts = {"words": row["words"], "advice": row["advice"], "is_law": row["law"]}
        if not OldWord.objects.filter(words__iexact=row["words"]).exclude(code=row["code"]).exists():
            OldWord.objects.get_or_create(code=row["code"], defaults=facts)
