"""The addresses of indicators, under /indikatorer/."""

from django.urls import path, re_path

from merkbar.check.indicators import (
    views,
    views_define,
    views_entry,
    views_import,
    views_list,
    views_notes,
    views_show,
    views_staff,
    views_tie,
)

app_name = "indicators"

urlpatterns = [
    path("", views_list.index, name="index"),
    path("oversikt/", views_list.overview, name="overview"),
    path("registrer/", views_entry.enter, name="entry"),
    path("import/", views_import.read_file, name="import"),
    path("heltid/", views_staff.show, name="staff"),
    path("ny/", views_define.new, name="new"),
    re_path(r"^for-mal/(?P<reference>RM-\d{4}-\d{5,9})/$", views_tie.choose, name="choose"),
    path("<str:code>/", views_show.show, name="show"),
    path("<str:code>/spor/", views_show.ask, name="ask"),
    path("<str:code>/endre/", views_define.edit, name="edit"),
    path("<str:code>/strek/", views_define.aim, name="aim"),
    path("<str:code>/strek/<int:pk>/bort/", views_define.drop_aim, name="drop_aim"),
    path("<str:code>/lesing/", views_define.adjust, name="adjust"),
    path("<str:code>/lesing/<int:pk>/bort/", views_define.withdraw, name="withdraw"),
    path("<str:code>/tall/", views.data, name="data"),
    path("<str:code>/tall/fil/", views.take_away, name="take_away"),
    path("<str:code>/merknad/", views_notes.annotate, name="annotate"),
    path("<str:code>/merknad/<int:pk>/", views_notes.amend, name="amend"),
    path("<str:code>/merknad/<int:pk>/bort/", views_notes.erase, name="erase"),
    path("<str:code>/merknad/<int:pk>/glem/", views_notes.forget, name="forget"),
]
