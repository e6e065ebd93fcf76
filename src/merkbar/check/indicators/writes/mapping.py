"""What the columns of a kind of file mean, kept for the next time one comes."""

from collections.abc import Mapping as Meanings
from collections.abc import Sequence

from merkbar.check.indicators.columns import fingerprint
from merkbar.check.indicators.models import Mapping
from merkbar.ground.clock import clock
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write


@write
def remember(*, by: Person | None, headings: Sequence[str], columns: Meanings[str, str]) -> Mapping:
    """Keep what each column means in files with these headings."""
    kept, _new = Mapping.objects.update_or_create(
        headings=fingerprint(headings),
        defaults={"columns": dict(columns), "used_at": clock.now(), "used_by": by},
    )
    return kept
