"""Units in the API."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from merkbar.ground.access.standing import standing_of
from merkbar.ground.units.models import Unit
from merkbar.web.api.auth import READ
from merkbar.web.api.fields import cursor_of, parts_of
from merkbar.web.api.problems import wrong
from merkbar.web.api.schemas import UnitFilter, UnitLine, UnitPage

router = Router(auth=READ, tags=["units"])


@router.get("", response=UnitPage, summary="Enheter som finnes i dag")
def units(request: HttpRequest, query: Query[UnitFilter]) -> UnitPage:
    """List the organisation in the order of the tree; every person may see it."""
    found = Unit.objects.on(standing_of(request.user).day).select_related("parent")  # type: ignore[arg-type]
    if query.cursor:
        try:
            found = found.filter(path__gt=parts_of(query.cursor, 1)[0])
        except ValueError as error:
            raise wrong(("?cursor", _("Bruk verdien fra «next» slik den er."))) from error
    page = list(found.order_by("path")[: query.limit + 1])
    items = [
        UnitLine(
            code=unit.code,
            name=unit.name,
            level=unit.depth,
            kind=unit.kind,
            employees=unit.employees,
            parent=unit.parent.code if unit.parent else None,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
        )
        for unit in page[: query.limit]
    ]
    more = len(page) > query.limit
    return UnitPage(items=items, next=cursor_of(page[query.limit - 1].path) if more else None)
