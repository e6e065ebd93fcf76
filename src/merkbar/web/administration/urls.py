"""Addresses of the administration."""

from django.urls import path

from merkbar.web.administration import views_lists, views_people, views_posts, views_rules, views_shift, views_units

app_name = "administration"
urlpatterns = [
    path("", views_lists.start, name="start"),
    path("lister/", views_lists.lists, name="lists"),
    path("lister/undertype/<str:code>/", views_lists.add, name="subtype"),
    path("lister/varslingsregler/", views_rules.rules, name="rules"),
    path("lister/varslingsregler/ny/", views_rules.add, name="rule_new"),
    path("lister/varslingsregler/<str:code>/", views_rules.change, name="rule"),
    path("lister/<slug:slug>/", views_lists.show_list, name="list"),
    path("lister/<slug:slug>/<str:code>/", views_lists.change, name="entry"),
    path("organisasjon/", views_units.tree, name="tree"),
    path("organisasjon/ny/", views_units.add, name="unit_new"),
    path("organisasjon/niva/<int:depth>/", views_units.name_level, name="level"),
    path("organisasjon/<str:code>/", views_units.show, name="unit"),
    path("organisasjon/<str:code>/endre/", views_units.describe, name="unit_facts"),
    path("organisasjon/<str:code>/navn/", views_shift.rename, name="unit_rename"),
    path("organisasjon/<str:code>/flytt/", views_shift.move, name="unit_move"),
    path("organisasjon/<str:code>/sla-sammen/", views_shift.merge, name="unit_merge"),
    path("personer/", views_people.people, name="people"),
    path("personer/ny/", views_people.add, name="person_new"),
    path("personer/<int:pk>/", views_people.show, name="person"),
    path("personer/<int:pk>/konto/", views_people.account, name="account"),
    path("personer/<int:pk>/steng/", views_people.lock, name="lock"),
    path("personer/<int:pk>/passord/", views_people.password, name="password"),
    path("personer/<int:pk>/rolle/", views_posts.give, name="give_role"),
    path("roller/", views_posts.roles, name="roles"),
    path("roller/gi/", views_posts.fill, name="fill"),
    path("roller/ledige/", views_posts.vacant, name="vacant"),
    path("roller/holdt/<int:pk>/avslutt/", views_posts.end, name="end_post"),
    path("roller/holdt/<int:pk>/stedfortreder/", views_posts.deputy, name="deputy"),
    path("roller/<slug:code>/", views_posts.role, name="role"),
]
