"""Version 1 of the API: its operations, and what they answer when something is wrong."""

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Invalid

from merkbar.web.api import deviations, indicators, procedures, statistics, targets, units
from merkbar.web.api.auth import READ
from merkbar.web.api.parsing import Strict
from merkbar.web.api.problems import TITLES, Problem, answer, from_pydantic

api = NinjaAPI(
    title="Merkbar",
    version="1.0.0",
    urls_namespace="api",
    description="Meld og les avvik. Nøkler lages på Min profil.",
    docs_url=None,
    parser=Strict(),
    auth=READ,
)
api.add_router("/deviations", deviations.router)
api.add_router("/targets", targets.router)
api.add_router("/indicators", indicators.router)
api.add_router("/procedures", procedures.router)
api.add_router("/units", units.router)
api.add_router("/statistics", statistics.router)

nowhere = Router()


@nowhere.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}", include_in_schema=False)
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer for every address the API does not have."""
    return answer(404, _("Adressen finnes ikke."))


api.add_router("", nowhere)


@api.exception_handler(Problem)
def problem(request: HttpRequest, error: Problem) -> HttpResponse:
    """Say what the caller must know."""
    return answer(error.status, error.detail, error.errors)


@api.exception_handler(HttpError)
def unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Unwrap what the parser refused; ninja wraps it."""
    found = error.__cause__ or error.__context__
    if isinstance(found, Problem):
        return problem(request, found)
    return answer(error.status_code if error.status_code in TITLES else 400, _("Forespørselen kan ikke leses."))


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Say how to come in."""
    detail = _("Send en gyldig nøkkel i «Authorization: Bearer …». Nøkler lages på Min profil.")
    return answer(401, detail, headers={"WWW-Authenticate": 'Bearer realm="merkbar"'})


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Not found and not allowed look the same."""
    return answer(404, _("Saken finnes ikke, eller du har ikke tilgang til den."))


@api.exception_handler(Invalid)
def invalid(request: HttpRequest, error: Invalid) -> HttpResponse:
    """List what is wrong in the request."""
    return answer(422, _("Rett det som står under errors, og send på nytt."), map(from_pydantic, error.errors))


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """List what a write refused."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    errors = [(f"/{name}".rstrip("/"), sentence) for name, sentences in fields.items() for sentence in sentences]
    return answer(422, _("Rett det som står under errors, og send på nytt."), errors)


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """Say how large a body may be."""
    return answer(413, _("Innholdet kan være høyst 1 MB."))
