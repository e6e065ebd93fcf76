"""Addresses of «Min profil»."""

from django.urls import path

from merkbar.web.api import views

urlpatterns = [
    path("min-profil/", views.profile, name="profile"),
    path("min-profil/nokler/", views.make, name="make_token"),
    path("min-profil/nokler/<int:pk>/trekk-tilbake/", views.revoke, name="revoke_token"),
]
