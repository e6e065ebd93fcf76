"""What is known about who can use Merkbar: open to everybody, also before log-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from merkbar.ground.access.doors import anyone, door


@require_GET
@door(anyone)
def statement(request: HttpRequest) -> HttpResponse:
    """Say what is tested, what is not, and where to tell of what does not work."""
    return render(request, "web/accessibility.html")
