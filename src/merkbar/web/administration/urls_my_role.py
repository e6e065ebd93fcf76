"""Addresses of «Min rolle»."""

from django.urls import path

from merkbar.web.administration import views_my_role

urlpatterns = [
    path("", views_my_role.my_role, name="my_role"),
    path("hvem-ser-hva/", views_my_role.who_sees, name="who_sees"),
]
