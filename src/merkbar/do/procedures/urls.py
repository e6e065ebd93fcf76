"""The addresses of procedures, under /prosedyrer/ and /leseliste/. A number has at least one digit; our own words none."""

from django.urls import path, re_path

from merkbar.do.procedures import views, views_edit, views_lists, views_reading, views_review, views_search, views_steps

app_name = "procedures"
NUMBER = r"(?P<number>(?=[^/0-9]*[0-9])[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå._-]{0,29})/"
ONE = "^prosedyrer/" + NUMBER
DRAFT = ONE + "utkast/"
PK = r"(?P<pk>\d{1,18})/"
FILE = r"\.(?P<form>[a-z]{3,4})$"

urlpatterns = [
    path("prosedyrer/", views.register, name="list"),
    path("prosedyrer/gjelder-meg/", views_search.mine, name="mine"),
    path("prosedyrer/kopi/", views_search.copy, name="copy"),
    re_path(ONE + "favoritt/$", views_search.favourite, name="favourite"),
    re_path("^prosedyrer/liste" + FILE, views.take_away, name="take_away"),
    path("prosedyrer/ny/", views_edit.open_document, name="open_document"),
    path("prosedyrer/temaer/", views_lists.topics, name="topics"),
    path("prosedyrer/temaer/<str:code>/", views_lists.topic, name="topic"),
    path("prosedyrer/ord/", views_lists.words, name="words"),
    re_path("^prosedyrer/ord/" + PK + "$", views_lists.word, name="word"),
    path("prosedyrer/vurdering/", views_review.review, name="review"),
    re_path("^prosedyrer/vurdering" + FILE, views_review.review_away, name="review_away"),
    re_path(ONE + "$", views.show, name="show"),
    re_path(ONE + r"versjon/(?P<major>\d{1,4})\.(?P<minor>\d{1,4})/$", views.version, name="version"),
    re_path(ONE + "endringer/$", views.compare, name="compare"),
    re_path(ONE + "utskrift/$", views.printed, name="printed"),
    re_path(ONE + "om/$", views_edit.change_facts, name="change_facts"),
    re_path(ONE + "grunnlag/$", views_lists.set_basis, name="set_basis"),
    re_path(ONE + "revider/$", views_edit.start, name="start"),
    re_path(DRAFT + "$", views_steps.draft, name="draft"),
    re_path(DRAFT + "rediger/$", views_edit.edit, name="edit"),
    re_path(DRAFT + "forkast/$", views_edit.drop, name="drop"),
    re_path(DRAFT + "horing/$", views_steps.send_hearing, name="send_hearing"),
    re_path(DRAFT + "til-godkjenning/$", views_steps.submit, name="submit"),
    re_path(DRAFT + "ta-tilbake/$", views_steps.take_back, name="take_back"),
    re_path(DRAFT + "send-tilbake/$", views_steps.send_back, name="send_back"),
    re_path(DRAFT + "godkjenn/$", views_steps.approve, name="approve"),
    re_path(DRAFT + "kommentar/$", views_steps.comment, name="comment"),
    re_path(DRAFT + "kommentar/" + PK + "$", views_steps.settle_comment, name="settle_comment"),
    re_path(DRAFT + "kommentar/" + PK + "endre/$", views_steps.change_comment, name="change_comment"),
    re_path(DRAFT + "uttalt/$", views_steps.answer_hearing, name="answer_hearing"),
    re_path(ONE + "fortsatt-gyldig/$", views_review.confirm, name="confirm"),
    re_path(ONE + "foresla-slettet/$", views_review.propose_removal, name="propose_removal"),
    re_path(ONE + "behold/$", views_review.keep, name="keep"),
    re_path(ONE + "trekk-tilbake/$", views_review.withdraw, name="withdraw"),
    re_path(ONE + "sporsmal/$", views_review.questions, name="questions"),
    re_path(ONE + "sporsmal/" + PK + "$", views_review.answer, name="answer"),
    re_path(ONE + "lest/$", views_reading.followed, name="followed"),
    re_path(ONE + r"lest\.csv$", views_reading.followed_csv, name="followed_csv"),
    re_path(ONE + r"lest\.xlsx$", views_reading.followed_xlsx, name="followed_xlsx"),
    re_path(ONE + "leseplikt/$", views_reading.add_rule, name="add_rule"),
    re_path(ONE + "leseplikt/" + PK + "slett/$", views_reading.end_rule, name="end_rule"),
    path("leseliste/", views_reading.reading, name="reading"),
    re_path("^leseliste/" + NUMBER + "$", views_reading.receipt, name="receipt"),
    re_path("^leseliste/" + NUMBER + "lurer/$", views_reading.ask, name="ask"),
]
