"""The inbox: /varsler/."""

from django.urls import path

from merkbar.ground.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("les-alle/", views.read_all, name="read_all"),
    path("innstillinger/", views.settings, name="settings"),
    path("<int:pk>/apne/", views.open_notice, name="open"),
]
