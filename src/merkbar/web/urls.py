"""Every address of Merkbar, in Norwegian."""

from django.urls import URLPattern, URLResolver, include, path

from merkbar.web import accessibility, language, phone, search
from merkbar.web.api.v1 import api
from merkbar.web.home.views import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("sok/", search.search, name="search"),
    path("", include("merkbar.check.deviations.urls")),
    path("indikatorer/", include("merkbar.check.indicators.urls")),
    path("prosedyrer/flytt-inn/", include("merkbar.web.movein.urls")),
    path("tiltak/", include("merkbar.act.actions.urls")),
    path("planer/", include("merkbar.plan.goals.urls")),
    path("", include("merkbar.do.procedures.urls")),
    path("permisjon/", include("merkbar.web.leave.urls")),
    path("laering/", include("merkbar.do.learning.urls")),
    path("varsler/", include("merkbar.ground.notices.urls")),
    path("vedlegg/", include("merkbar.ground.files.urls")),
    path("administrasjon/", include("merkbar.web.administration.urls")),
    path("min-rolle/", include("merkbar.web.administration.urls_my_role")),
    path("", include("merkbar.web.accounts.urls")),
    path("", include("merkbar.web.api.urls")),
    path("", include("merkbar.web.ops.health_urls")),
    path("api/v1/", api.urls),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("sw.js", phone.worker, name="worker"),
    path("uten-nett/", phone.offline, name="offline"),
    path("tilgjengelighet/", accessibility.statement, name="accessibility"),
    path("sprak/", language.choose, name="language"),
    path(".well-known/security.txt", phone.security, name="security"),
]
handler404 = "merkbar.web.errors.not_found"
handler500 = "merkbar.web.errors.broken"
