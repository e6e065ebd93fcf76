"""Language: bokmål, unless somebody chose another and the page is wholly translated. No page mixes two languages.

The choice lies in a cookie of the browser, set only when a choice is made. `Accept-Language` is not asked: browsers at
work often say English on behalf of people who never chose it.
"""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from merkbar.ground.access.doors import anyone, door
from merkbar.web.accounts.adapter import own_path

TRANSLATED: Final = frozenset(
    {
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "accessibility",
        "deviations:anonymous",
        "deviations:anonymous_receipt",
        "deviations:by_receipt",
    }
)
"""Names of the pages whose every text is in every language; a test holds it."""
NAMES: Final = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
"""What each language calls itself."""
YEAR: Final = 365 * 86_400
TILES: Final = (
    _("Bruker eller pasient"),
    _("Ansatt (HMS)"),
    _("Personvern"),
    _("Annet i tjenesten"),
    _("Forslag"),
    _("Noe som gikk bra"),
    _("Ingen skade"),
    _("Lite"),
    _("Noe"),
    _("Alvorlig"),
    _("Død"),
    _("Vet ikke"),
)
"""Words of the report page that lie in lists which a municipality may change; changed words stand as they are."""
View = Callable[..., HttpResponse]


class Language:
    """Middleware: the language of the page, and which others it can be had in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Begin in bokmål, so that no request speaks the language of the one before it."""
        translation.activate(settings.LANGUAGE_CODE)
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language())
        translation.activate(settings.LANGUAGE_CODE)
        return response

    def process_view(self, request: Any, _view: View, _args: Any, _kwargs: Any) -> None:
        """Speak the chosen language on a page that can."""
        if request.resolver_match.view_name not in TRANSLATED:
            return
        translation.activate(chosen(request))
        request.languages = others(request)


def chosen(request: HttpRequest) -> str:
    """The language that was chosen in this browser, else bokmål."""
    code = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return code if code in NAMES else settings.LANGUAGE_CODE


def others(request: HttpRequest) -> list[tuple[str, str]]:
    """Code and name of the languages that are not chosen now."""
    return [(code, name) for code, name in NAMES.items() if code != chosen(request)]


@require_POST
@door(anyone)
def choose(request: HttpRequest) -> HttpResponse:
    """Keep a language in this browser, and go back."""
    code, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if code not in NAMES:
        raise Http404
    response = HttpResponseRedirect(back if own_path(back) else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response
