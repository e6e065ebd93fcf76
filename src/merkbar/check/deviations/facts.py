"""What statistics count from: cases that are alike in all they are counted by, as one row with their number.

A row says how many cases came to be so, or no longer are so (a negative number); the sum is always right, in the same
transaction as the case. Triggers on the cases add rows and change none: who reports on the same day in the same unit
waits for nobody. `compact_facts` puts rows that are alike together.
"""

from django.db import connection, models, transaction
from django.db.models import QuerySet

from merkbar.check.deviations.states import DRAFT, VOID
from merkbar.check.deviations.taxonomy import Area, EventType
from merkbar.ground.units.models import Unit

COLUMNS = "unit_id, day, area_id, type_id, kind, state, harm_level, waits, waited"
COMPACT = f"""
WITH told AS (DELETE FROM deviations_fact RETURNING *)
INSERT INTO deviations_fact ({COLUMNS}, cases)
SELECT {COLUMNS}, sum(cases) FROM told GROUP BY {COLUMNS} HAVING sum(cases) <> 0 ORDER BY unit_id, day
"""  # noqa: S608 - the names of our columns
"""A reader sees the rows before or the rows after; a row that comes meanwhile is not touched."""
REBUILD = f"INSERT INTO deviations_fact ({COLUMNS}, cases) SELECT {COLUMNS}, cases FROM deviations_factnow"  # noqa: S608 - the names of our columns


class FactQuerySet(QuerySet["Fact"]):
    """Facts to add up."""

    def counted(self) -> "FactQuerySet":
        """What statistics count: all kinds, but not drafts and what was merged or discarded."""
        return self.exclude(state__in=[DRAFT, VOID])


class Fact(models.Model):
    """A number of like cases. `day` is the one reported, in Norway; `waited` is the days from it to the answer.

    `waits` says that somebody waits for an answer: a reporter, or the holder of a receipt code.
    """

    unit = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    day = models.DateField()
    area = models.ForeignKey(Area, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    type = models.ForeignKey(
        EventType, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=15)
    state = models.CharField(max_length=12)
    harm_level = models.PositiveSmallIntegerField(null=True)
    waits = models.BooleanField()
    waited = models.IntegerField(null=True)
    cases = models.IntegerField()

    objects = FactQuerySet.as_manager()
    personal_data = ()

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "day"],
                include=["area", "type", "kind", "state", "harm_level", "waits", "waited", "cases"],
                name="fact_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.cases}"


def compact_facts() -> None:
    """Put rows that are alike together; whoever reads or writes meanwhile does not notice."""
    with connection.cursor() as cursor:
        cursor.execute(COMPACT)


def rebuild_facts() -> None:
    """Count all cases anew, after a load that let the triggers rest; writers wait, readers do not."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE deviations_deviation IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM deviations_fact")
        cursor.execute(REBUILD)
