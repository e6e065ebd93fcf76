"""«Min profil»: who you are here, and your keys to the API."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from merkbar.ground.access.doors import door, logged_in
from merkbar.ground.access.standing import standing_of
from merkbar.ground.access.table import Right
from merkbar.web.api.forms import TokenForm
from merkbar.web.api.models import Token
from merkbar.web.api.policy import may_revoke_token, token_of, tokens_visible_to
from merkbar.web.api.writes import make_token, revoke_token
from merkbar.web.language import others

MOST_SHOWN = 200


@require_GET
@door(logged_in)
def profile(request: HttpRequest) -> HttpResponse:
    """Show posts and tokens."""
    return _page(request, TokenForm())


@require_POST
@door(logged_in)
def make(request: HttpRequest) -> HttpResponse:
    """Make a token of one's own and show it, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    person = standing_of(request.user).person  # type: ignore[arg-type]
    _token, secret = make_token(by=person, person=person, **form.cleaned_data)
    return _page(request, TokenForm(), secret=secret)


@require_POST
@door(may_revoke_token, find=token_of)
def revoke(request: HttpRequest, token: Token) -> HttpResponse:
    """Stop a token."""
    revoke_token(by=standing_of(request.user).person, token=token)  # type: ignore[arg-type]
    messages.success(request, _("Nøkkelen «%(name)s» virker ikke lenger.") % {"name": token.name})
    return redirect("profile")


def _page(request: HttpRequest, form: TokenForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    standing = standing_of(request.user)  # type: ignore[arg-type]
    facts = {
        "person": standing.person,
        "seats": standing.seats,
        "tokens": tokens_visible_to(standing)[:MOST_SHOWN],
        "administers": standing.may(Right.MAKE_TOKENS),
        "form": form,
        "secret": secret,
        "languages": others(request),
    }
    return render(request, "api/profile.html", facts, status=status)
