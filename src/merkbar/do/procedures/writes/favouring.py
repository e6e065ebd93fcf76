"""Keep a procedure at hand."""

from merkbar.do.procedures.models import Document, Favourite
from merkbar.ground.people.models import Person
from merkbar.ground.trail.write import write


@write
def favour(*, by: Person, document: Document, wanted: bool) -> None:
    """Mark a procedure as a favourite, or take the mark away; said twice it is done once."""
    if wanted:
        Favourite.objects.get_or_create(person=by, document=document)
    else:
        Favourite.objects.filter(person=by, document=document).delete()
