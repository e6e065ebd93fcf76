"""Addresses of leave: /permisjon/."""

from django.urls import path

from merkbar.web.leave import views, views_file

app_name = "leave"
urlpatterns = [
    path("", views.index, name="index"),
    path("fil/", views_file.read_file, name="file"),
    path("person/<int:pk>/", views.show, name="person"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/slett/", views.withdraw, name="withdraw"),
]
