"""The addresses of plans, under /planer/."""

from django.urls import path, re_path

from merkbar.plan.goals import (
    views,
    views_adopt,
    views_edit,
    views_import,
    views_lines,
    views_pictures,
    views_targets,
    views_units,
)

app_name = "goals"
PLAN = r"^(?P<reference>PL-\d{4}-\d{5,9})/"
TARGET = r"^mal/(?P<reference>RM-\d{4}-\d{5,9})/"
UNIT = r"^handlingsplaner/(?P<reference>HP-\d{4}-\d{5,9})/"
FILE = r"\.(?P<form>[a-z]{3,4})$"

urlpatterns = [
    path("", views.register, name="register"),
    path("ny/", views.new, name="new"),
    path("ny/fra-dokument/", views_import.read_document, name="read_document"),
    re_path(PLAN + "fra-dokument/$", views_import.import_tree, name="import_tree"),
    re_path(PLAN + r"fra-dokument/del/(?P<key>[nt]\d{1,18})/$", views_import.import_split, name="import_split"),
    re_path(PLAN + "fra-dokument/mal/$", views_import.import_targets, name="import_targets"),
    re_path(PLAN + "fra-dokument/publiser/$", views_import.import_finish, name="import_finish"),
    re_path(TARGET + "avklar/$", views_import.import_card, name="import_card"),
    re_path(PLAN + "$", views.show, name="show"),
    re_path(PLAN + "endringer/$", views.compare, name="compare"),
    re_path(PLAN + "resultatmal" + FILE, views.take_away, name="take_away"),
    re_path(PLAN + "om/$", views_adopt.edit, name="edit"),
    re_path(PLAN + "vedtak/$", views_adopt.adopt, name="adopt"),
    re_path(PLAN + "iverksett/$", views_adopt.publish, name="publish"),
    re_path(PLAN + "medvirkning/$", views_adopt.involve, name="involve"),
    re_path(PLAN + "ansvarlig/$", views_adopt.hand_over, name="hand_over"),
    re_path(PLAN + "forkast/$", views_adopt.drop, name="drop"),
    re_path(PLAN + "ta-opp/$", views_adopt.take_up, name="take_up"),
    re_path(PLAN + "revider/$", views_adopt.revise, name="revise"),
    re_path(PLAN + "avslutt/$", views_adopt.expire, name="expire"),
    re_path(PLAN + "rediger/$", views_edit.build, name="build"),
    re_path(PLAN + "nytt-punkt/$", views_edit.add_node, name="add_node"),
    path("punkt/<int:pk>/", views_edit.edit_node, name="edit_node"),
    path("punkt/<int:pk>/flytt/", views_edit.move_node, name="move_node"),
    path("punkt/<int:pk>/slett/", views_edit.remove_node, name="remove_node"),
    path("punkt/<int:pk>/angre/", views_edit.restore_node, name="restore_node"),
    path("punkt/<int:pk>/vurder/", views_edit.rate, name="rate"),
    re_path(PLAN + "nytt-bilde/$", views_pictures.add_picture, name="add_picture"),
    path("bilde/<int:pk>/", views_pictures.edit_picture, name="edit_picture"),
    path("bilde/<int:pk>/slett/", views_pictures.remove_picture, name="remove_picture"),
    path("bilde/<int:pk>/angre/", views_pictures.restore_picture, name="restore_picture"),
    re_path(PLAN + "nytt-mal/$", views_targets.add_target, name="add_target"),
    re_path(TARGET + "$", views_targets.target, name="target"),
    re_path(TARGET + "endre/$", views_targets.edit_target, name="edit_target"),
    re_path(TARGET + "maling/$", views_targets.tend, name="tend"),
    re_path(TARGET + "flytt/$", views_targets.move_target, name="move_target"),
    re_path(TARGET + "slett/$", views_targets.remove_target, name="remove_target"),
    re_path(TARGET + "angre/$", views_targets.restore_target, name="restore_target"),
    re_path(PLAN + "handlingsplaner/$", views_units.unit_plans, name="unit_plans"),
    re_path(PLAN + "handlingsplaner" + FILE, views_units.take_away_units, name="take_away_units"),
    re_path(PLAN + "handlingsplaner/ny/$", views_units.start_unit_plan, name="start_unit_plan"),
    re_path(UNIT + "$", views_units.unit_plan, name="unit_plan"),
    re_path(UNIT + "vedta/$", views_units.approve, name="approve"),
    re_path(UNIT + "avslutt/$", views_units.close, name="close"),
    re_path(UNIT + "nytt-tiltak/$", views_lines.plan_line, name="plan_line"),
    re_path(UNIT + "visjon/$", views_lines.describe, name="describe"),
    re_path(UNIT + "vurdering/$", views_lines.evaluate, name="evaluate"),
    path("handlingsplaner/tiltak/<int:pk>/", views_lines.edit_line, name="edit_line"),
    path("handlingsplaner/tiltak/<int:pk>/slett/", views_lines.remove_line, name="remove_line"),
    path("handlingsplaner/tiltak/<int:pk>/angre/", views_lines.restore_line, name="restore_line"),
]
