"""What the frame of every page needs: who is here, the menu, what waits."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the base page."""
    return {"municipality": settings.MUNICIPALITY}
