"""The addresses of learning, under /laering/."""

from django.urls import path, re_path

from merkbar.do.learning import views, views_competence, views_edit, views_follow, views_network

app_name = "learning"
MODULE = "modul/<slug:slug>/"
EVENT = "nettverk/<int:pk>/"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("ny-leder/<slug:duty>/", views.tick, name="tick"),
    path("oversikt/", views_follow.followed, name="followed"),
    re_path(r"^oversikt\.(?P<form>[a-z]{3,4})$", views_follow.followed_away, name="followed_away"),
    path("ny-modul/", views_edit.make_module, name="make_module"),
    path(MODULE, views.module, name="module"),
    path(MODULE + "verksted/", views_edit.build, name="build"),
    path(MODULE + "rediger/", views_edit.change_module, name="change_module"),
    path(MODULE + "ta-i-bruk/", views_edit.publish, name="publish"),
    path(MODULE + "avslutt/", views_edit.retire, name="retire"),
    path(MODULE + "sporsmal/", views_edit.add_question, name="add_question"),
    path(MODULE + "sporsmal/<int:pk>/slett/", views_edit.remove_question, name="remove_question"),
    path(MODULE + "hvem/", views_edit.add_rule, name="add_rule"),
    path(MODULE + "hvem/<int:pk>/slett/", views_edit.end_rule, name="end_rule"),
    path("kompetanse/", views_competence.profiles, name="profiles"),
    path("kompetanse/ny/", views_competence.name_competence, name="name_competence"),
    path("kompetanse/plan/", views_competence.plan, name="plan"),
    path("kompetanse/plan/ny/", views_competence.plan_line, name="plan_line"),
    path("kompetanse/plan/<int:pk>/", views_competence.change_line, name="change_line"),
    path("kompetanse/plan/<int:pk>/slett/", views_competence.remove_line, name="remove_line"),
    path("kompetanse/plan/<int:pk>/gjort/", views_competence.finish_line, name="finish_line"),
    path("kompetanse/bekreft/", views_competence.confirm, name="confirm"),
    path("kompetanse/rolle/<slug:code>/", views_competence.profile, name="profile"),
    path("kompetanse/rolle/<slug:code>/<int:pk>/slett/", views_competence.stop_asking, name="stop_asking"),
    path("nettverk/", views_network.network, name="network"),
    path("nettverk/ga-ut/", views_network.leave, name="leave"),
    path("nettverk/ny-samling/", views_network.arrange, name="arrange"),
    path(EVENT, views_network.event, name="event"),
    path(EVENT + "samling.ics", views_network.calendar, name="calendar"),
    path(EVENT + "meld-pa/", views_network.sign_up, name="sign_up"),
    path(EVENT + "meld-av/", views_network.sign_off, name="sign_off"),
    path(EVENT + "rediger/", views_network.change_event, name="change_event"),
    path(EVENT + "avlys/", views_network.cancel, name="cancel"),
]
